/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Flat build-ups of homogeneous layers, as in ITU-R P.2040: what of a plane wave comes through. Pure
 * functions, for any thread.
 */

/** DECT_SLAB_MAX_ANGLE_DEG: flatter angles of incidence count as this one: near grazing, the formula
 * for an infinite slab says ever more than any real floor shows */
#define DECT_SLAB_MAX_ANGLE_DEG 75.0

/**
 * DectMedium:
 * @id: stable word: "concrete", "brick", "air"
 * @a: real part of the permittivity is a f^b, f in GHz
 * @b: same
 * @c: conductivity is c f^d, S/m
 * @d: same
 * @verified: whether the figures were read in the source
 * @source: where they stand
 *
 * What a layer is made of; data/radio/media.json.
 */
typedef struct
{
  const char *id;
  double      a, b, c, d;
  gboolean    verified;
  const char *source;
} DectMedium;

/**
 * DectSlabLayer:
 * @medium: (nullable): what it is made of; %NULL for a metal film
 * @thickness_mm: how thick, mm; without meaning for a film
 * @film_ohm: sheet resistance of a metal film (on a pane), ohm per square
 *
 * One layer of a build-up, from one face to the other.
 */
typedef struct
{
  const DectMedium *medium;
  double            thickness_mm;
  double            film_ohm;
} DectSlabLayer;

/**
 * dect_slab_loss_db:
 * @layers: (array length=n_layers): a build-up
 * @n_layers: how many
 * @frequency_mhz: carrier, MHz, > 0
 * @angle_deg: angle of incidence, 0 is straight through; kept within 0 to %DECT_SLAB_MAX_ANGLE_DEG
 *
 * Loss of a plane wave through the layers with air on both sides: permittivity and conductivity by
 * ITU-R P.2040 (eps' = a f^b, sigma = c f^d, eps'' = 17.98 sigma / f), the layers one after the
 * other by their characteristic matrices, power averaged over both polarisations. A film is a
 * conductance across the wave.
 *
 * Returns: the loss, dB, 0 and up
 */
double dect_slab_loss_db (const DectSlabLayer *layers,
                          guint                n_layers,
                          double               frequency_mhz,
                          double               angle_deg);

G_END_DECLS
