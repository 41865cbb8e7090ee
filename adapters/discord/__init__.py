"""Discord: what people say there becomes requests to the desk, and views become components."""
