//go:build !windows

package network

// listAdapters has nothing to list on other systems: names and files say it there.
func listAdapters() (map[int]adapter, error) { return nil, nil }
