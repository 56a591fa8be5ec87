"""Do HSDMPG's growing minibatches do what is stated?"""
