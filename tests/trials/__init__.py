"""Programs run by make: soak, kiosk, benchmarks and screenshots."""
