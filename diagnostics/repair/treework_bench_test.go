package repair

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The shape of a large streaming cache: Spotify spreads it over 256 folders.
const benchFolders = 256

// benchFiles is how many files the benchmarks' trees have; RETUNE_BENCH_FILES sets another
// number.
func benchFiles(b *testing.B) int {
	b.Helper()
	files := 20_000
	if asked := os.Getenv("RETUNE_BENCH_FILES"); asked != "" {
		if _, err := fmt.Sscan(asked, &files); err != nil {
			b.Fatal(err)
		}
	}
	return files
}

// growTree creates a tree of small files in folders named as in a streaming cache.
func growTree(tb testing.TB, folder string, files int) {
	tb.Helper()
	for i := range benchFolders {
		if err := os.MkdirAll(filepath.Join(folder, fmt.Sprintf("%02x", i)), 0o700); err != nil {
			tb.Fatal(err)
		}
	}
	content := []byte("a song, or a part of one")
	for i := range files {
		name := filepath.Join(folder, fmt.Sprintf("%02x", i%benchFolders), fmt.Sprintf("%036x.file", i))
		if err := os.WriteFile(name, content, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
}

// benchPlaces are a file system in memory, if there is one, and that of temporary files.
func benchPlaces(b *testing.B) map[string]string {
	b.Helper()
	places := map[string]string{"disk": b.TempDir()}
	if memory, err := os.MkdirTemp("/dev/shm", "retune"); err == nil { //nolint:usetesting // a file system of its own is the point
		b.Cleanup(func() { _ = os.RemoveAll(memory) })
		places["memory"] = memory
	}
	return places
}

// timed returns how long a system program takes.
func timed(b *testing.B, program string, arguments ...string) time.Duration {
	b.Helper()
	begun := time.Now()
	if err := exec.Command(program, arguments...).Run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(begun)
}

// BenchmarkCount counts a tree beside du -s; x-du is the ratio of both.
func BenchmarkCount(b *testing.B) {
	for name, place := range benchPlaces(b) {
		b.Run(name, func(b *testing.B) {
			growTree(b, filepath.Join(place, "count"), benchFiles(b))
			root := openRoot(b, place)
			var ours, theirs time.Duration
			for b.Loop() {
				theirs += timed(b, "du", "-s", filepath.Join(place, "count"))
				begun := time.Now()
				var counted sum
				if err := countTree(context.Background(), root, "count", &counted); err != nil {
					b.Fatal(err)
				}
				ours += time.Since(begun)
			}
			b.ReportMetric(float64(ours)/float64(theirs), "x-du")
		})
	}
}

// BenchmarkDelete deletes a tree beside rm -rf on another one; x-rm is the ratio.
func BenchmarkDelete(b *testing.B) {
	for name, place := range benchPlaces(b) {
		b.Run(name, func(b *testing.B) {
			root := openRoot(b, place)
			var ours, theirs time.Duration
			for b.Loop() {
				growTree(b, filepath.Join(place, "theirs"), benchFiles(b))
				growTree(b, filepath.Join(place, "ours"), benchFiles(b))
				theirs += timed(b, "rm", "-rf", filepath.Join(place, "theirs"))
				begun := time.Now()
				var deleted sum
				if err := deleteTree(context.Background(), root, "ours", &deleted); err != nil {
					b.Fatal(err)
				}
				ours += time.Since(begun)
			}
			b.ReportMetric(float64(ours)/float64(theirs), "x-rm")
		})
	}
}

func openRoot(tb testing.TB, folder string) *os.Root {
	tb.Helper()
	root, err := os.OpenRoot(folder)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = root.Close() })
	return root
}
