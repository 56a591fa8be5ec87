"""How small can the constants be?"""
