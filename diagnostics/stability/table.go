package stability

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
)

// TableHead returns the names of the table's columns: when a row begins, how many seconds it
// covers (0 for a single moment), what carried the traffic, each target's state and the
// milliseconds of its slowest answer, and the origin of the drop at that time.
func TableHead() []string {
	head := []string{"time", "seconds", "via"}
	for _, target := range Targets() {
		head = append(head, target.Code(), target.Code()+"_ms")
	}
	return append(head, "drop")
}

// TableRow returns a round as a row of the table, given how much time the row covers and the
// origin of the drop at that time, or "".
func TableRow(round Round, width time.Duration, drop Origin) []string {
	row := []string{
		round.At.Format(time.RFC3339), strconv.FormatFloat(width.Seconds(), 'f', -1, 64), string(round.Link),
	}
	for _, seen := range round.Seen {
		took := ""
		if seen.State == Answered && seen.Took > 0 {
			took = strconv.FormatInt(seen.Took.Milliseconds(), 10)
		}
		row = append(row, seen.State.Code(), took)
	}
	return append(row, string(drop))
}

// WriteTable writes everything that is kept as CSV.
func (r *Record) WriteTable(to io.Writer) error {
	table := csv.NewWriter(to)
	if err := table.Write(TableHead()); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	for _, row := range r.history.Rows() {
		if err := table.Write(TableRow(row.Round, row.Width, r.dropAt(row))); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// dropAt returns the origin of the drop that overlaps a row's time, or "".
func (r *Record) dropAt(row Row) Origin {
	within := func(drop Drop) bool {
		return drop.Began.Before(row.At.Add(row.Width)) && (!drop.Over() || drop.Ended.After(row.At))
	}
	if i := slices.IndexFunc(r.judge.drops, within); i >= 0 {
		return r.judge.drops[i].Origin
	}
	return ""
}
