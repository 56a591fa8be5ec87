"""Whose guarantee is nearest?"""
