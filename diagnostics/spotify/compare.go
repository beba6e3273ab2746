package spotify

import (
	"slices"
	"strconv"
	"strings"
)

// CompareVersions compares versions by their numbers, "1.2.92.147.g0123abcd" or
// "1:1.2.92.147-1": negative where a is the older one. Builds and package releases do
// not count, and a version without a number is older than any other.
func CompareVersions(a, b string) int {
	return slices.Compare(numbers(a), numbers(b))
}

// numbers returns the numbers at the beginning of a version, without an epoch.
func numbers(version string) []int {
	version, _, _ = strings.Cut(withoutEpoch(version), "-")
	var list []int
	for part := range strings.SplitSeq(version, ".") {
		number, err := strconv.Atoi(part)
		if err != nil || number < 0 {
			break
		}
		list = append(list, number)
	}
	return list
}

// plausible reports whether a text is a version at all; a stand-in for a program may
// say 0.0.0.0.
func plausible(version string) bool {
	return slices.ContainsFunc(numbers(version), func(number int) bool { return number > 0 })
}
