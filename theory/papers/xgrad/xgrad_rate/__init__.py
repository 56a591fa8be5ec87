"""XGrad's bound, the bilinear game, the error of the prediction: statement and proof."""
