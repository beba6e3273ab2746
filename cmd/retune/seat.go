package main

import (
	"context"
	"time"
)

// seat is the right to show the window, of which a desktop has one for each user.
type seat int

const (
	seatFree   seat = iota // this process has it now
	seatTaken              // an earlier window has it and has come to the front
	seatSilent             // an earlier window has it and does not respond
)

// seatPatience is how long an earlier window has to come to the front, or to give up its seat
// if it is just closing; seatPause is the time between two attempts.
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
