//go:build accessibility

package main

// spoken tells that the program was built for screen readers.
const spoken = true
