# Set-up, build, run and test. Nothing else has to be typed on a fresh Debian machine with Swift.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
SCENARIO ?= scenarios/parkstad.yaml
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SIMRUNNER := .build/release/simrunner

.PHONY: setup setup-mpi setup-slurm build build-mpi run test test-cluster soak bench format lint clean

# Installs those packages of a list that are missing, and only those.
define install
	@missing=(); \
	for package in $$(cat $(1)); do \
	  status=$$(dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null || true); \
	  [ "$$status" = installed ] || missing+=("$$package"); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing $${missing[*]}"; \
	  $(SUDO) apt-get update -q; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$${missing[@]}"; \
	fi
endef

setup:
	$(call install,packages.apt)

# Open MPI, for a build that runs on the ranks of a cluster.
setup-mpi:
	$(call install,packages.mpi.apt)

# Slurm, for the tests of the cluster alone.
setup-slurm:
	$(call install,packages.slurm.apt)

build: setup
	@swift build -c release --product simrunner

# The program with the trait MPI, in a folder of its own, so that the plain build stays as it is.
build-mpi: setup setup-mpi
	@swift build -c release --traits MPI --scratch-path .build-mpi --product simrunner
	@ln -sf simrunner .build-mpi/release/simrunner-mpi

run: build
	@$(SIMRUNNER) run $(SCENARIO)

test: setup lint
	@Tests/run-tests

# Ranks of MPI and a Slurm of one node, end to end.
test-cluster: setup
	@Tests/Cluster/run

# Kills a running ensemble at random moments and compares its result with that of an undisturbed run.
soak: build
	@Tests/soak

bench: build
	@Benchmarks/run

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

format:
	@swift format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

clean:
	@rm -rf .build .build-mpi Benchmarks/.build
