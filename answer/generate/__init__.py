"""An answer written by a language model: prompt, servers, reply, repair."""
