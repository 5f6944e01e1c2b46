/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-private.h"

#include "model/dect-history.h"
#include "model/dect-i18n.h"
#include "radio/dect-fit-losses.h"
#include "radio/dect-radio-data.h"

#include <math.h>

struct _DectFit
{
  gatomicrefcount ref_count;
  guint64 generation;
  DectFitOptions options;
  GArray *observations; /* DectFitObservation */
  GArray *parameters;   /* DectFitParameter */
  GArray *skipped;      /* DectFitSkipped */
  DectFitErrors before;
  DectFitErrors after;
  DectFitErrors left_out;
  gboolean in_use;
  gboolean current;
};

G_DEFINE_BOXED_TYPE (DectFit, dect_fit, dect_fit_ref, dect_fit_unref)

/* --- Errors ----------------------------------------------------------------------------------- */

static DectFitErrors
measure_errors (GArray *observations, gsize prediction, const DectFitOptions *options)
{
  guint n = observations->len;
  DectFitErrors errors = { n, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 };
  double squares = 0.0;
  double around_mean = 0.0;

  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &g_array_index (observations, DectFitObservation, i);
      double predicted_dbm = G_STRUCT_MEMBER (double, at, prediction);
      double error_db = predicted_dbm - at->measured_dbm;

      errors.mean_db += error_db / n;
      errors.mean_abs_db += fabs (error_db) / n;
      squares += error_db * error_db;
      errors.right_design += (predicted_dbm >= options->design_limit_dbm)
                             == (at->measured_dbm >= options->design_limit_dbm);
      errors.right_sync += (predicted_dbm >= options->sync_limit_dbm)
                           == (at->measured_dbm >= options->sync_limit_dbm);
    }
  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &g_array_index (observations, DectFitObservation, i);
      double off_db = G_STRUCT_MEMBER (double, at, prediction) - at->measured_dbm - errors.mean_db;

      around_mean += off_db * off_db;
    }
  errors.rms_db = sqrt (squares / n);
  errors.sigma_db = n > 1 ? sqrt (around_mean / (n - 1)) : (double) NAN;
  errors.right_design /= n;
  errors.right_sync /= n;
  if (n == 0)
    errors.mean_db = errors.mean_abs_db = NAN;
  return errors;
}

/* --- Fitting ---------------------------------------------------------------------------------- */

static const DectFitPath *
path_at (const DectFitData *data, guint i)
{
  return &g_array_index (data->paths, DectFitPath, i);
}

static void
predict (const DectFitData *data, gsize prediction, const double *values)
{
  for (guint i = 0; i < data->observations->len; i++)
    G_STRUCT_MEMBER (double, &g_array_index (data->observations, DectFitObservation, i), prediction)
        = dect_fit_path_level (path_at (data, i), values);
}

/* A fit to everything. */
static void
fit_all (const DectFitData *data, guint min_crossings, double *values)
{
  guint n = data->observations->len;
  g_autofree guint *use = g_new (guint, n + 1);
  g_autofree double *weights = g_new (double, n + 1);

  for (guint k = 0; k < data->parameters->len; k++)
    values[k] = g_array_index (data->parameters, DectFitParameter, k).table;
  predict (data, G_STRUCT_OFFSET (DectFitObservation, predicted_dbm), values);

  for (guint i = 0; i < n; i++)
    use[i] = i;
  dect_fit_model_solve (data, use, n, min_crossings, values,
                        (DectFitParameter *) (gpointer) data->parameters->data, weights);
  predict (data, G_STRUCT_OFFSET (DectFitObservation, fitted_dbm), values);
  for (guint i = 0; i < n; i++)
    g_array_index (data->observations, DectFitObservation, i).weight = weights[i];
}

/* Predicts what was measured at one place from all other places. */
static void
leave_out (const DectFitData *data, guint place, guint min_crossings, guint *use, double *values)
{
  guint n_use = 0;
  gboolean seen = FALSE;

  for (guint i = 0; i < data->paths->len; i++)
    {
      const DectFitPath *path = path_at (data, i);

      seen |= path->place == place;
      if (path->place != place && path->other != (gint) place)
        use[n_use++] = i;
    }
  if (!seen)
    return;

  dect_fit_model_solve (data, use, n_use, min_crossings, values, NULL, NULL);
  for (guint i = 0; i < data->paths->len; i++)
    if (path_at (data, i)->place == place)
      g_array_index (data->observations, DectFitObservation, i).left_out_dbm
          = dect_fit_path_level (path_at (data, i), values);
}

static gboolean
leave_out_each (const DectFitData *data,
                guint min_crossings,
                double *values,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree guint *use = g_new (guint, data->paths->len + 1);

  for (guint place = 0; place < data->n_places; place++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      leave_out (data, place, min_crossings, use, values);
    }
  return TRUE;
}

/* --- The site --------------------------------------------------------------------------------- */

static void
read_in_use (GArray *parameters, const DectSiteInfo *info)
{
  g_autoptr (GHashTable) losses = dect_fit_losses_parse (info->fit_losses);

  for (guint k = 0; k < parameters->len; k++)
    {
      DectFitParameter *parameter = &g_array_index (parameters, DectFitParameter, k);
      const double *loss_db
          = parameter->material != NULL ? g_hash_table_lookup (losses, parameter->material) : NULL;
      double value = parameter->term == DECT_FIT_TERM_OFFSET     ? info->fit_offset_db
                     : parameter->term == DECT_FIT_TERM_EXPONENT ? info->fit_exponent_db
                     : loss_db != NULL                           ? *loss_db
                                                                 : (double) NAN;

      parameter->in_use = isfinite (value) ? value : parameter->table;
    }
}

static gboolean
is_found (const DectFitParameter *parameter)
{
  return parameter->state == DECT_FIT_STATE_FITTED || parameter->state == DECT_FIT_STATE_BOUND;
}

/* Numbers of the site's file; a fit rounds its own. */
static void
write_info (DectFit *self, DectSiteInfo *info)
{
  g_autoptr (GHashTable) losses = g_hash_table_new (g_str_hash, g_str_equal);

  dect_fit_unset (info);
  for (guint k = 0; k < self->parameters->len; k++)
    {
      DectFitParameter *parameter = &g_array_index (self->parameters, DectFitParameter, k);

      if (!is_found (parameter))
        continue;
      if (parameter->term == DECT_FIT_TERM_OFFSET)
        info->fit_offset_db = parameter->value;
      else if (parameter->term == DECT_FIT_TERM_EXPONENT)
        info->fit_exponent_db = parameter->value;
      else
        g_hash_table_insert (losses, (gpointer) parameter->material, &parameter->value);
    }
  info->fit_losses = dect_fit_losses_format (losses);
  info->fit_sigma_db = CLAMP (round (self->left_out.sigma_db * 100.0) / 100.0, 0.0,
                              dect_kind_field (DECT_KIND_SITE, "fit_sigma_db")->maximum);
}

void
dect_fit_unset (DectSiteInfo *info)
{
  info->fit_offset_db = info->fit_exponent_db = info->fit_sigma_db = NAN;
  g_clear_pointer (&info->fit_losses, g_free);
}

gboolean
dect_fit_snapshot_is_fitted (DectSnapshot *snapshot)
{
  g_return_val_if_fail (snapshot != NULL, FALSE);

  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);

  return isfinite (info->fit_offset_db) || isfinite (info->fit_exponent_db)
         || isfinite (info->fit_sigma_db) || info->fit_losses != NULL;
}

static gboolean
put_info (DectSite *site, DectSiteInfo *info, const char *label)
{
  DectHistory *history = dect_site_get_history (site);

  dect_history_begin (history, label, NULL);
  dect_history_put (history, DECT_RECORD (info));
  return dect_history_commit (history);
}

gboolean
dect_fit_apply (DectFit *self, DectSite *site)
{
  DectSiteInfo *info;

  g_return_val_if_fail (self != NULL && DECT_IS_SITE (site), FALSE);
  g_return_val_if_fail (dect_fit_is_fitted (self), FALSE);

  info = dect_site_info_copy (dect_site_get_info (site));
  write_info (self, info);
  return put_info (site, info, _("Use the fitted radio model"));
}

gboolean
dect_fit_clear (DectSite *site)
{
  DectSiteInfo *info;

  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);

  info = dect_site_info_copy (dect_site_get_info (site));
  dect_fit_unset (info);
  return put_info (site, info, _("Use the radio model without a fit"));
}

/* --- DectFit ---------------------------------------------------------------------------------- */

static void
init_options (DectFitOptions *self, const DectFitOptions *options, const DectSiteInfo *info)
{
  *self = options != NULL ? *options : (DectFitOptions) DECT_FIT_OPTIONS_INIT;
  if (self->min_crossings == 0)
    self->min_crossings = (guint) CLAMP (dect_limit_value ("fit-crossings"), 1.0, 1e6);
  if (!isfinite (self->design_limit_dbm))
    self->design_limit_dbm = dect_limit_of_site (info, "design");
  if (!isfinite (self->sync_limit_dbm))
    self->sync_limit_dbm = dect_limit_of_site (info, "sync");
}

static void
init_errors (DectFit *self)
{
  self->before = measure_errors (
      self->observations, G_STRUCT_OFFSET (DectFitObservation, predicted_dbm), &self->options);
  self->after = measure_errors (self->observations,
                                G_STRUCT_OFFSET (DectFitObservation, fitted_dbm), &self->options);
  self->left_out = measure_errors (
      self->observations, G_STRUCT_OFFSET (DectFitObservation, left_out_dbm), &self->options);
}

DectFit *
dect_fit_new (DectSnapshot *snapshot,
              const DectFitOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (DectFitData) data = NULL;
  g_autoptr (DectSiteInfo) applied = NULL;
  g_autofree double *values = NULL;
  const DectSiteInfo *info;
  DectFit *self;

  g_return_val_if_fail (snapshot != NULL, NULL);

  info = dect_snapshot_get_info (snapshot);
  data = dect_fit_data_new (snapshot, cancellable, error);
  if (data == NULL)
    return NULL;
  self = g_new0 (DectFit, 1);
  g_atomic_ref_count_init (&self->ref_count);
  init_options (&self->options, options, info);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->observations = g_array_ref (data->observations);
  self->parameters = g_array_ref (data->parameters);
  self->skipped = g_array_ref (data->skipped);

  values = g_new (double, data->parameters->len);
  fit_all (data, self->options.min_crossings, values);
  if (!leave_out_each (data, self->options.min_crossings, values, cancellable, error))
    {
      dect_fit_unref (self);
      return NULL;
    }
  init_errors (self);
  read_in_use (self->parameters, info);
  self->in_use = dect_fit_snapshot_is_fitted (snapshot);
  applied = dect_site_info_copy (info);
  write_info (self, applied);
  self->current
      = dect_fit_is_fitted (self) && dect_record_equal (DECT_RECORD (applied), DECT_RECORD (info));
  return self;
}

DectFit *
dect_fit_ref (DectFit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_fit_unref (DectFit *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->observations);
  g_array_unref (self->parameters);
  g_array_unref (self->skipped);
  g_free (self);
}

guint64
dect_fit_get_generation (DectFit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

const DectFitObservation *
dect_fit_list_observations (DectFit *self, guint *n_observations)
{
  g_return_val_if_fail (self != NULL && n_observations != NULL, NULL);

  *n_observations = self->observations->len;
  return (const DectFitObservation *) (gconstpointer) self->observations->data;
}

const DectFitParameter *
dect_fit_list_parameters (DectFit *self, guint *n_parameters)
{
  g_return_val_if_fail (self != NULL && n_parameters != NULL, NULL);

  *n_parameters = self->parameters->len;
  return (const DectFitParameter *) (gconstpointer) self->parameters->data;
}

const DectFitSkipped *
dect_fit_list_skipped (DectFit *self, guint *n_skipped)
{
  g_return_val_if_fail (self != NULL && n_skipped != NULL, NULL);

  *n_skipped = self->skipped->len;
  return (const DectFitSkipped *) (gconstpointer) self->skipped->data;
}

const DectFitErrors *
dect_fit_get_before (DectFit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->before;
}

const DectFitErrors *
dect_fit_get_after (DectFit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->after;
}

const DectFitErrors *
dect_fit_get_left_out (DectFit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->left_out;
}

const DectFitOptions *
dect_fit_get_options (DectFit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->options;
}

gboolean
dect_fit_is_fitted (DectFit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint k = 0; k < self->parameters->len; k++)
    if (is_found (&g_array_index (self->parameters, DectFitParameter, k)))
      return TRUE;
  return FALSE;
}

gboolean
dect_fit_improves (DectFit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dect_fit_is_fitted (self) && self->left_out.rms_db < self->before.rms_db;
}

gboolean
dect_fit_is_in_use (DectFit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->in_use;
}

gboolean
dect_fit_is_current (DectFit *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->current;
}
