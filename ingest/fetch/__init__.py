"""Official documents brought in from the network, politely and checked; nothing is fetched unless asked for."""
