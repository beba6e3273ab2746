package network

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// clockReading is what one server's Date said about this computer's clock.
type clockReading struct {
	operator string
	ahead    time.Duration // by how much this computer's clock is; negative: behind
}

// clockReadings collects what the servers of one diagnosis say. The zero one is ready.
type clockReadings struct {
	mutex    sync.Mutex
	readings []clockReading
}

func (c *clockReadings) add(reading clockReading) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.readings = append(c.readings, reading)
}

func (c *clockReadings) all() []clockReading {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return append([]clockReading(nil), c.readings...)
}

// noteDate keeps the time of an answer that is right: what it says counts.
func (d *diagnosis) noteDate(operator string, got answer) {
	if got.dated {
		d.clocks.add(clockReading{operator, got.ahead})
	}
}

// clockAhead returns by how much the clock is ahead of the server that sent the headers,
// and whether that server said its time. An answer out of a store is as old as its Age
// says (RFC 9111).
func clockAhead(now time.Time, headers http.Header) (time.Duration, bool) {
	sent, err := http.ParseTime(headers.Get("Date"))
	if err != nil {
		return 0, false
	}
	if age, err := strconv.ParseUint(headers.Get("Age"), 10, 31); err == nil {
		sent = sent.Add(time.Duration(age) * time.Second)
	}
	// The calendar counts, not the time that the computer has been on.
	return now.Round(0).Sub(sent), true
}
