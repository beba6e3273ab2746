package spotify

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// CompareVersions compares versions such as "1.2.92.147.g0123abcd" or "1:1.2.92.147-1" by
// their leading numbers and returns a negative number if a is older, a positive one if b is.
// Epochs, builds and package releases are ignored; text without a number is older than any
// version.
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

// plausible reports whether a text is a real version: a placeholder program may report
// 0.0.0.0.
func plausible(version string) bool {
	return slices.ContainsFunc(numbers(version), func(number int) bool { return number > 0 })
}

// longestVersion is well above the longest version there is: "1:1.2.92.147.g0123abcd-1" has
// 24 characters.
const longestVersion = 64

// asVersion returns a version unchanged, and "" for anything else that a program or file may
// report instead.
func asVersion(said string) string {
	if len(said) > longestVersion || !plausible(said) || strings.ContainsFunc(said, notInVersion) {
		return ""
	}
	return said
}

// notInVersion reports whether no package format allows a character in a version
// (deb-version(7) allows the most).
func notInVersion(letter rune) bool {
	return letter > unicode.MaxASCII || !unicode.IsLetter(letter) && !unicode.IsDigit(letter) && !strings.ContainsRune(".:+~-_", letter)
}
