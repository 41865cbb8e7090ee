"""The English texts, by theme; ``core.screens.texts_en`` joins them."""
