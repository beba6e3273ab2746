package spotify

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
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

// longestVersion is well above any that there is: "1:1.2.92.147.g0123abcd-1" has 24 letters.
const longestVersion = 64

// asVersion returns a version as it is, and "" for all else that a program or a file may
// say in its place.
func asVersion(said string) string {
	if len(said) > longestVersion || !plausible(said) || strings.ContainsFunc(said, notInVersion) {
		return ""
	}
	return said
}

// notInVersion reports whether a letter is in no version of any package format
// (deb-version(7) has the most).
func notInVersion(letter rune) bool {
	return letter > unicode.MaxASCII || !unicode.IsLetter(letter) && !unicode.IsDigit(letter) && !strings.ContainsRune(".:+~-_", letter)
}
