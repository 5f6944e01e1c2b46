/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-fit.h"

#include "support/survey-site.h"

/* What the tests of a fit share: a fit of a site, its parameters, an office to measure in. */

static inline DectFit *
fit_of (DectSite *site)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GError) error = NULL;
  DectFit *fit = dect_fit_new (snapshot, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dect_fit_get_generation (fit), ==, dect_snapshot_get_generation (snapshot));
  return fit;
}

static inline DectSite *
end_site (DectSnapshotBuilder *builder)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  return dect_site_new_from_snapshot (snapshot);
}

/* The parameter of a material; the offset for NULL, the exponent for "". */
static inline const DectFitParameter *
parameter_of (DectFit *fit, const char *material)
{
  guint n;
  const DectFitParameter *parameters = dect_fit_list_parameters (fit, &n);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpint (parameters[0].term, ==, DECT_FIT_TERM_OFFSET);
  g_assert_cmpint (parameters[1].term, ==, DECT_FIT_TERM_EXPONENT);
  if (material == NULL || *material == '\0')
    return &parameters[material != NULL];
  for (guint i = 2; i < n; i++)
    if (g_strcmp0 (parameters[i].material, material) == 0)
      return &parameters[i];
  return NULL;
}

static inline void
assert_state (DectFit *fit, const char *material, DectFitState state)
{
  const DectFitParameter *parameter = parameter_of (fit, material);
  g_autofree char *reason = NULL;
  g_autofree char *label = NULL;

  g_assert_nonnull (parameter);
  g_assert_cmpstr (dect_fit_state_id (parameter->state), ==, dect_fit_state_id (state));
  reason = dect_fit_parameter_dup_reason (fit, parameter);
  label = dect_fit_parameter_dup_label (parameter);
  g_assert_nonnull (label);
  g_assert_true ((reason == NULL) == (state == DECT_FIT_STATE_FITTED));
  g_assert_true ((parameter->alike >= 0) == (state == DECT_FIT_STATE_ALIKE));
  g_assert_true (isfinite (parameter->error) == (state == DECT_FIT_STATE_FITTED));
  if (state != DECT_FIT_STATE_FITTED && state != DECT_FIT_STATE_BOUND)
    g_assert_cmpfloat (parameter->value, ==, parameter->table);
}

/* An office, 40 x 24 m: rooms of brick and plasterboard along a corridor, a core of concrete. Six
 * RFPs. */
static inline DectSite *
office (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

  for (guint i = 1; i < 8; i++)
    {
      site_add_wall (builder, floor, i * 5, 0, i * 5, 10, i % 2 == 0 ? "brick-10" : "plasterboard");
      site_add_wall (builder, floor, i * 5, 14, i * 5, 24, i % 2 == 1 ? "brick-10" : "concrete-15");
    }
  site_add_wall (builder, floor, 0, 10, 40, 10, "brick-10");
  site_add_wall (builder, floor, 0, 14, 40, 14, "plasterboard");
  site_add_opening (builder, floor, 7, 10, 8, 10, DECT_OPENING_DOOR);
  for (guint i = 0; i < 6; i++)
    site_add_rfp (builder, (gint) i + 1, floor, 4.3 + i * 6.5, i % 2 == 0 ? 3.7 : 20.2);
  return end_site (builder);
}

static const SurveyTruth office_truth = { 4.0, 24.0, "brick-10=6.5 concrete-15=13 plasterboard=1" };

static inline void
print_errors (const char *title, const DectFitErrors *errors)
{
  g_test_message ("%-10s n %4u  mean %6.2f  abs %5.2f  sigma %5.2f  rms %5.2f  right %.3f %.3f",
                  title, errors->n, errors->mean_db, errors->mean_abs_db, errors->sigma_db,
                  errors->rms_db, errors->right_design, errors->right_sync);
}

static inline void
print_fit (DectFit *fit)
{
  guint n;
  const DectFitParameter *parameters = dect_fit_list_parameters (fit, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = dect_fit_parameter_dup_label (&parameters[i]);

      g_test_message ("%-22s %7.2f +- %5.2f  table %6.2f  n %u (%u)  %s", label,
                      parameters[i].value, parameters[i].error, parameters[i].table,
                      parameters[i].n_observations, parameters[i].n_crossings,
                      dect_fit_state_id (parameters[i].state));
    }
  print_errors ("before", dect_fit_get_before (fit));
  print_errors ("after", dect_fit_get_after (fit));
  print_errors ("left out", dect_fit_get_left_out (fit));
}
