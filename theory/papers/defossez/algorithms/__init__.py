"""Adam and Adagrad, moments that are sums."""
