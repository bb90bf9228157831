"""`make chaos`: what is killed, stopped, lied to and cut off, and what is lost by it: nothing."""
