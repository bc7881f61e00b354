"""Sign-in: the users file, throttling, signed cookies, the sign-in page, OpenID Connect."""
