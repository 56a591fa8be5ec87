"""Adam with moments that are sums."""
