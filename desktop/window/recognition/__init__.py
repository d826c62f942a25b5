"""What is listened to, and the digits that were recognized."""
