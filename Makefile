# Set-up, build, run and test. Nothing else has to be typed on a fresh Debian machine with Swift.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
SCENARIO ?= scenarios/parkstad.yaml
PACKAGES := $(shell cat packages.apt)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SIMRUNNER := .build/release/simrunner

.PHONY: setup build run test bench format lint clean

# Installs the packages of packages.apt that are missing, and only those.
setup:
	@missing=(); \
	for package in $(PACKAGES); do \
	  status=$$(dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null || true); \
	  [ "$$status" = installed ] || missing+=("$$package"); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing $${missing[*]}"; \
	  $(SUDO) apt-get update -q; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$${missing[@]}"; \
	fi

build: setup
	@swift build -c release --product simrunner

run: build
	@$(SIMRUNNER) run $(SCENARIO)

test: setup lint
	@Tests/run-tests

bench: build
	@Benchmarks/run

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

format:
	@swift format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

clean:
	@rm -rf .build Benchmarks/.build
