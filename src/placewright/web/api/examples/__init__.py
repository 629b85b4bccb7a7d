"""Short programs that read the interface, as the page about it shows them and as a test runs them."""
