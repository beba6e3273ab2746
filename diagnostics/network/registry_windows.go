package network

import (
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// registryTexts returns the texts among the values of a key.
func registryTexts(path string) ([]string, error) {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return nil, fmt.Errorf("open a registry key: %w", err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	names, err := key.ReadValueNames(-1)
	if err != nil {
		return nil, fmt.Errorf("list a registry key: %w", err)
	}
	var texts []string
	for _, name := range names {
		if text, _, err := key.GetStringValue(name); err == nil {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// registryNumber returns a number, or another where there is none.
func registryNumber(path, name string, otherwise uint64) uint64 {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return otherwise
	}
	defer func() { _ = key.Close() }() // nothing was written
	number, _, err := key.GetIntegerValue(name)
	if err != nil {
		return otherwise
	}
	return number
}
