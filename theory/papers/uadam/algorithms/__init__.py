"""UAdam, and the same with a scaling that is as bad as its bound allows."""
