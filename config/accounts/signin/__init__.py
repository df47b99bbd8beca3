"""How somebody comes in: passwords, lock-out, second factor, sessions, where from."""
