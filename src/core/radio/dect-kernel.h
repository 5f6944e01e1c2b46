/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The loops that run once a cell, compiled for speed (src/core/radio/meson.build): for processors
 * with AVX2 as well as for all, chosen when the program starts. Both give the same bits: sums and
 * products are rounded one by one (no fused multiply-add), in the same order. Arrays do not overlap.
 */

/** DECT_KERNEL_STEPS: packed losses and levels count in 1/200 dB: rounding costs 0.0025 dB */
#define DECT_KERNEL_STEPS 200

/** DECT_KERNEL_NO_LEVEL: packed level of what does not arrive */
#define DECT_KERNEL_NO_LEVEL G_MININT16

/**
 * DectKernelLevels:
 * @best: packed, %DECT_KERNEL_NO_LEVEL where nothing arrives
 * @second: same
 * @third: same
 * @server: who is best
 * @count: how many reach the limit
 *
 * Cells of one row on their way.
 */
typedef struct
{
  gint16 *best, *second, *third, *server, *count;
} DectKernelLevels;

/**
 * dect_kernel_merge:
 * @levels: what earlier layers gave, from the first of the cells
 * @loss: (array length=n): packed path losses
 * @n: cells
 * @eirp: packed
 * @floor: packed; levels below count as nothing
 * @limit: packed, @floor or above
 * @server: whose layer it is
 *
 * One more layer. Of equally strong ones the first keeps its place.
 */
void dect_kernel_merge (const DectKernelLevels *levels,
                        const gint16 *loss,
                        guint n,
                        gint16 eirp,
                        gint16 floor,
                        gint16 limit,
                        gint16 server);

/** dect_kernel_unpack: @dbm: (out caller-allocates) (array length=n): levels, %NAN where nothing
 * arrives */
void dect_kernel_unpack (const gint16 *packed, guint n, float *dbm);

G_END_DECLS
