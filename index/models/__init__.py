"""The packaged models and other embedders and rerankers."""
