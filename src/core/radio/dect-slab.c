/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-slab.h"

#include <complex.h>
#include <math.h>

#define LIGHT_M_S 299792458.0
#define FREE_SPACE_OHM 376.73

/* Electric and magnetic field on one face in terms of the other. */
typedef struct
{
  double complex a, b, c, d;
} Matrix;

static Matrix
multiply (Matrix p, Matrix q)
{
  return (Matrix){ p.a * q.a + p.b * q.c, p.a * q.b + p.b * q.d, p.c * q.a + p.d * q.c,
                   p.c * q.b + p.d * q.d };
}

static double complex
permittivity (const DectMedium *medium, double frequency_ghz)
{
  double conductivity = medium->c * pow (frequency_ghz, medium->d);

  return medium->a * pow (frequency_ghz, medium->b) - 17.98 * conductivity / frequency_ghz * I;
}

/* Admittances count in units of free space's. */
static Matrix
layer_matrix (const DectSlabLayer *layer, double frequency_mhz, double sine, gboolean te)
{
  double complex eps, q, y, phase;

  if (layer->medium == NULL)
    return (Matrix){ 1.0, 0.0, FREE_SPACE_OHM / layer->film_ohm, 1.0 };

  eps = permittivity (layer->medium, frequency_mhz / 1000.0);
  q = csqrt (eps - sine * sine);
  y = te ? q : eps / q;
  phase = 2.0 * G_PI * frequency_mhz * 1e6 / LIGHT_M_S * layer->thickness_mm / 1000.0 * q;
  return (Matrix){ ccos (phase), I * csin (phase) / y, I * y * csin (phase), ccos (phase) };
}

/* Share of the power that comes through. */
static double
transmit (
    const DectSlabLayer *layers, guint n_layers, double frequency_mhz, double angle, gboolean te)
{
  double y = te ? cos (angle) : 1.0 / cos (angle);
  Matrix all = { 1.0, 0.0, 0.0, 1.0 };
  double complex t;

  for (guint i = 0; i < n_layers; i++)
    all = multiply (all, layer_matrix (&layers[i], frequency_mhz, sin (angle), te));
  t = 2.0 * y / (all.a * y + all.b * y * y + all.c + all.d * y);
  return creal (t) * creal (t) + cimag (t) * cimag (t);
}

double
dect_slab_loss_db (const DectSlabLayer *layers,
                   guint n_layers,
                   double frequency_mhz,
                   double angle_deg)
{
  double angle = CLAMP (angle_deg, 0.0, DECT_SLAB_MAX_ANGLE_DEG) * G_PI / 180.0;
  double share;

  g_return_val_if_fail (layers != NULL || n_layers == 0, 0.0);
  g_return_val_if_fail (frequency_mhz > 0.0, 0.0);

  share = (transmit (layers, n_layers, frequency_mhz, angle, TRUE)
           + transmit (layers, n_layers, frequency_mhz, angle, FALSE))
          / 2.0;
  return fmax (0.0, -10.0 * log10 (share));
}
