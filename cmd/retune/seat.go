package main

import (
	"context"
	"time"
)

// seat is what a start of the window finds: a person's desktop has one for it.
type seat int

const (
	seatFree   seat = iota // this start has it now
	seatTaken              // an earlier window has it, and has come forward
	seatSilent             // an earlier window has it, and does not answer
)

// seatPatience is how long an earlier window has to come forward, or to make room where
// it is just being closed; seatPause is between two looks.
const (
	seatPatience = 2 * time.Second
	seatPause    = 50 * time.Millisecond
)

// awaitSeat tries to take the seat until it is clear who has it.
func awaitSeat(ctx context.Context, try func() seat) seat {
	ctx, cancel := context.WithTimeout(ctx, seatPatience)
	defer cancel()
	for {
		found := try()
		if found != seatSilent {
			return found
		}
		select {
		case <-ctx.Done():
			return seatSilent
		case <-time.After(seatPause):
		}
	}
}
