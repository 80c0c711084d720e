internal import HousingSim
