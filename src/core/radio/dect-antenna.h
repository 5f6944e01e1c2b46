/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** DECT_ANTENNA_UPRIGHT_M2: where the plan distance squared is no more, m², a direction is straight
 * up or down: turned frames leave that much of nothing */
#define DECT_ANTENNA_UPRIGHT_M2 1e-12

/**
 * DectAntenna:
 * @id: "omni", "external", "directional": the word of data/rfp/models.json
 * @beam_deg: width of the main lobe between the directions 3 dB down; %NAN: the same all around
 * @back_db: the most that directions off the main one lose
 * @zenith_db: what straight up and straight down lose
 * @verified: whether the figures were read in the source
 * @source: where they stand
 *
 * How an antenna favours directions; data/radio/antennas.json. Lives as long as the program.
 */
typedef struct
{
  const char *id;
  double      beam_deg;
  double      back_db;
  double      zenith_db;
  gboolean    verified;
  const char *source;
} DectAntenna;

/** dect_antenna_is_even: Returns: whether it is the same in all directions (%NULL is) */
gboolean dect_antenna_is_even (const DectAntenna *antenna);

/**
 * dect_antenna_loss_db:
 * @antenna: (nullable): an antenna; %NULL is the same in all directions
 * @azimuth_deg: where its main direction points, clockwise from the plan's up (negative y)
 * @dx: direction from the antenna, in the frame of the azimuth, any length; x to the right
 * @dy: same; y down
 * @dz: same; z up
 *
 * Loss against the main direction: around, the parabola 12 (angle / beam)^2 dB, at most back;
 * up and down, zenith sin^2 (elevation). Straight up and down has no azimuth and loses only the
 * zenith's share. An antenna receives with the pattern it sends with.
 *
 * Returns: the loss, dB, 0 and up
 */
double dect_antenna_loss_db (const DectAntenna *antenna,
                             double             azimuth_deg,
                             double             dx,
                             double             dy,
                             double             dz);

G_END_DECLS
