module warraq

go 1.26
