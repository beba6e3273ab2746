package words

import (
	"strings"

	"github.com/dustin/go-humanize"
)

// Size writes a number of bytes as people read it ("4.3 GB", in steps of 1000).
func (w *Words) Size(bytes int64) string {
	return humanize.Bytes(uint64(max(bytes, 0)))
}

// part writes the first of two sizes without its unit where both have the same, as
// in "2.1 of 4.3 GB".
func (w *Words) part(done, total int64) (string, string) {
	first, second := w.Size(done), w.Size(total)
	_, unit, _ := strings.Cut(second, " ")
	return strings.TrimSuffix(first, " "+unit), second
}
