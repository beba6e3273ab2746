//go:build !accessibility

package main

// spoken is whether the program was built with support for screen readers.
const spoken = false
