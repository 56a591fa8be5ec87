"""What certification knows of an objective, one model per kind."""
