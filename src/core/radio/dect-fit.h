/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "model/dect-site.h"
#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectFitSource:
 * @DECT_FIT_SOURCE_SURVEY: a handset at a place hears an RFP (#DectSurvey), held at the height of the limit "handset-height"
 * @DECT_FIT_SOURCE_LINK: an RFP hears another (#DectLink of kind measured; also how neighbour levels of the OMM come in)
 *
 * Where an observation comes from.
 */
typedef enum
{
  DECT_FIT_SOURCE_SURVEY,
  DECT_FIT_SOURCE_LINK,
} DectFitSource;

/**
 * DectFitObservation:
 * @source: handset at a place, or RFP
 * @record: id of its first reading, a #DectSurvey or #DectLink
 * @rfp: id of the #DectRfp that is heard
 * @hearer: id of the #DectRfp that hears; 0 for a handset
 * @floor: id of the #DectFloor on which it is heard
 * @x_m: where it is heard, in that floor's frame
 * @y_m: same
 * @n_readings: readings of this place and RFP in one, averaged in milliwatts: the mean of dBm values is 2.5 dB low under
 *   Rayleigh fading
 * @distance_m: between the antennas, in the air
 * @n_walls: walls, doors and windows crossed that count
 * @n_floors: slabs crossed
 * @measured_dbm: what was measured
 * @predicted_dbm: what is predicted with the values of the tables, without any fit
 * @fitted_dbm: what is predicted with the fitted values, and on the plan once they are in use
 * @left_out_dbm: what is predicted here with values fitted without this place
 * @weight: 1 for an observation that counts in full, less for an outlier: see #DectFit
 *
 * One level at one place: measured, predicted, fitted.
 */
typedef struct
{
  DectFitSource source;
  guint32       record;
  guint32       rfp;
  guint32       hearer;
  guint32       floor;
  double        x_m;
  double        y_m;
  guint         n_readings;
  double        distance_m;
  guint         n_walls;
  guint         n_floors;
  double        measured_dbm;
  double        predicted_dbm;
  double        fitted_dbm;
  double        left_out_dbm;
  double        weight;
} DectFitObservation;

/**
 * DectFitTerm:
 * @DECT_FIT_TERM_OFFSET: dB added to every loss; table 0
 * @DECT_FIT_TERM_EXPONENT: dB per decade of distance in place of free space's; table 20
 * @DECT_FIT_TERM_LOSS: dB of one crossing of a material at normal incidence; table: data/radio/materials.json
 *
 * What a parameter is.
 */
typedef enum
{
  DECT_FIT_TERM_OFFSET,
  DECT_FIT_TERM_EXPONENT,
  DECT_FIT_TERM_LOSS,
} DectFitTerm;

/**
 * DectFitState:
 * @DECT_FIT_STATE_FITTED: fitted
 * @DECT_FIT_STATE_BOUND: fitted, and stopped at the edge of what is possible (a loss of 0 dB ...): look at the plan
 * @DECT_FIT_STATE_FEW: fewer than min_crossings observations say anything about it: the table value stays
 * @DECT_FIT_STATE_SAME: it acts alike in all observations (all equally far, one wall in every path): what it costs
 *   is in the offset; the table value stays
 * @DECT_FIT_STATE_ALIKE: it acts only together with the parameter @alike (two walls always crossed one after the other): what it
 *   costs is in that one; the table value stays
 *
 * What became of a parameter.
 */
typedef enum
{
  DECT_FIT_STATE_FITTED,
  DECT_FIT_STATE_BOUND,
  DECT_FIT_STATE_FEW,
  DECT_FIT_STATE_SAME,
  DECT_FIT_STATE_ALIKE,
} DectFitState;

/**
 * DectFitParameter:
 * @term: offset, exponent or loss of a material
 * @material: (nullable): id of the material of a loss
 * @state: whether it was fitted, and why not
 * @alike: for %DECT_FIT_STATE_ALIKE the index of the fitted parameter it cannot be told from, else -1
 * @value: fitted value, rounded to 0.01; the table value where it was not fitted
 * @table: value of the tables
 * @in_use: value the site predicts with now: of the fit in use, else of the tables
 * @error: standard error of @value; %NAN where it was not fitted or stopped at an edge
 * @n_observations: observations it acts in (that cross the material)
 * @n_crossings: how often they cross it, together
 *
 * One number of the radio model. dB, or dB per decade.
 */
typedef struct
{
  DectFitTerm  term;
  const char  *material;
  DectFitState state;
  gint         alike;
  double       value;
  double       table;
  double       in_use;
  double       error;
  guint        n_observations;
  guint        n_crossings;
} DectFitParameter;

/**
 * DectFitErrors:
 * @n: observations
 * @mean_db: mean of predicted minus measured; positive: predicted too strong
 * @mean_abs_db: mean of its absolute value
 * @sigma_db: its standard deviation around @mean_db (n - 1); %NAN for fewer than two
 * @rms_db: square root of its mean square: bias and scatter together
 * @right_design: share of observations, 0 to 1, on whose side of the design limit (usually -65 dBm) prediction and measurement
 *   agree; a level equal to the limit reaches it
 * @right_sync: same, of the sync limit (usually -70 dBm)
 *
 * How good predictions are. Every observation counts in full here, outliers too. All %NAN for n = 0.
 */
typedef struct
{
  guint  n;
  double mean_db;
  double mean_abs_db;
  double sigma_db;
  double rms_db;
  double right_design;
  double right_sync;
} DectFitErrors;

/**
 * DectFitSkip:
 * @DECT_FIT_SKIP_LEVEL: it states no level
 * @DECT_FIT_SKIP_PLACE: the place has no finite coordinates or no floor
 * @DECT_FIT_SKIP_RFP: the RFP heard, or the one that hears, is not placed
 * @DECT_FIT_SKIP_SCALE: a floor at one end has a plan image without a scale: its metres mean nothing
 * @DECT_FIT_SKIP_PATH: nothing can be predicted: the ends are in buildings without a place on the site
 *
 * Why a measurement says nothing about the radio model.
 */
typedef enum
{
  DECT_FIT_SKIP_LEVEL,
  DECT_FIT_SKIP_PLACE,
  DECT_FIT_SKIP_RFP,
  DECT_FIT_SKIP_SCALE,
  DECT_FIT_SKIP_PATH,
} DectFitSkip;

/** DectFitSkipped: a #DectSurvey or measured #DectLink (its id) that was not used, and why */
typedef struct
{
  guint32     record;
  DectFitSkip reason;
} DectFitSkipped;

/**
 * DectFitOptions:
 * @min_crossings: a parameter needs so many observations that say something about it; 0: limit "fit-crossings" (5)
 * @design_limit_dbm: %NAN: the site's
 * @sync_limit_dbm: %NAN: the site's
 */
typedef struct
{
  guint  min_crossings;
  double design_limit_dbm;
  double sync_limit_dbm;
} DectFitOptions;

/** DECT_FIT_OPTIONS_INIT: options of a fit where nothing is asked for */
#define DECT_FIT_OPTIONS_INIT { 0, NAN, NAN }

/**
 * DectFit:
 *
 * Measured against predicted, and the radio model fitted to what was measured. Immutable, boxed, counted, for any thread.
 *
 * Observations. Every #DectSurvey and every measured #DectLink whose ends are placed. Readings of one place (equal to 1 cm; for
 * links: of the RFP that hears) and one RFP are one observation, averaged in milliwatts.
 *
 * Model. The loss the scene predicts (dect_scene_walk()) with, in place of the tables' values t: an offset, an exponent (offset +
 * (exponent - 20) log10 d on top, d in metres and at least 1), and one loss for each material that is crossed: p (v) below. Where
 * the scene counts no walls (a floor predicted by its environment), only offset and exponent act.
 *
 * What is minimised, over the values v of the parameters that are fitted, the others at t:
 *
 *   sum over observations i of H (measured_i - p_i (v))  +  sum over parameters j of (s (v_j - t_j) / a_j)^2
 *
 * H (r) = r^2 for |r| <= k, else 2 k |r| - k^2 (Huber's loss, P. J. Huber, Annals of Mathematical Statistics 35, 1964; k = 1.345 s:
 * 95 % efficient for normal errors), s the scatter taken for granted (limit "fit-scatter", 5 dB) and a_j how far a value may be
 * expected from its table (limits "fit-offset" 10 dB, "fit-exponent" 10 dB a decade, "fit-loss" 5 dB). The second sum is the
 * ridge: few observations move a value little, none leaves it at the table. Each value stays within what is possible: offset
 * -60 to 60 dB, exponent 5 to 80 dB a decade (the ranges of the site's fields), losses 0 to %DECT_FIT_LOSSES_MAX_DB.
 *
 * Where no wall sum reaches the knee of dect_propagation_saturated_db() and no path crosses several slabs, p is linear and the
 * minimum is the only one. Otherwise p is bent: it is made linear at the values found so far and solved again (Gauss-Newton with
 * halved steps) until nothing moves; found from the tables' values, always the same way. Values are then rounded to 0.01, and
 * everything said of the fit is of the rounded ones, which are those the site keeps.
 *
 * What is fitted. In the order offset, exponent, materials by falling number of observations (then by id): a parameter is
 * fitted when at least min_crossings observations say something about it and they tell more than the ridge takes for granted, that
 * is s / sqrt (sum of squares of what is left of its column after taking out those already chosen) < a_j. Otherwise it keeps its
 * table value and #DectFitState says why. An offset alone is fitted from min_crossings observations on.
 *
 * Left out. Each place is left out once, all its readings together, everything above is done again with the rest (choice of the
 * parameters included), and its levels are predicted. For links the place is the RFP that hears: every link that it hears or is
 * heard on is left out, because both directions are one path. When nothing is left to fit from, that is the table's prediction.
 *
 * Levels too weak to be measured are missing, and near that limit the lucky readings alone are left: there everything looks better
 * than it is.
 *
 * What this shows and what not. That the numerics find known values again, that scatter comes out as it went in, and that walls
 * drawn explain what distance alone cannot, is tested with made-up data (tests/core/test-radio-fit.c). How near the
 * unfitted model comes to real buildings is not claimed here: it is what before shows for the site at hand.
 */
#define DECT_TYPE_FIT (dect_fit_get_type ())
GType dect_fit_get_type (void) G_GNUC_CONST;

typedef struct _DectFit DectFit;

/**
 * dect_fit_new:
 * @snapshot: a site
 * @options: (nullable): %NULL: those of %DECT_FIT_OPTIONS_INIT
 * @cancellable: (nullable): asked between observations and between places left out
 * @error: return location: %G_IO_ERROR_CANCELLED only
 *
 * Milliseconds for hundreds of observations, seconds for thousands (tests/bench): not for the main thread. The same records in
 * another order give the same result, to the last bit.
 *
 * Returns: (transfer full) (nullable): the fit; without observations where nothing was measured
 */
DectFit *dect_fit_new (DectSnapshot         *snapshot,
                       const DectFitOptions *options,
                       GCancellable         *cancellable,
                       GError              **error);

DectFit *dect_fit_ref   (DectFit *self);
void     dect_fit_unref (DectFit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectFit, dect_fit_unref)

/** dect_fit_get_generation: Returns: generation of the snapshot it was made from */
guint64 dect_fit_get_generation (DectFit *self);

/**
 * dect_fit_list_observations:
 * @self: a fit
 * @n_observations: (out): how many
 *
 * Returns: (array length=n_observations) (transfer none): surveyed places by floor, y, x and RFP, then links by the RFP that
 *   hears and the one that is heard; floors and RFPs by their ids
 */
const DectFitObservation *dect_fit_list_observations (DectFit *self,
                                                      guint   *n_observations);

/**
 * dect_fit_list_parameters:
 * @self: a fit
 * @n_parameters: (out): how many, at least 2
 *
 * Returns: (array length=n_parameters) (transfer none): offset, exponent, then every material crossed, by falling number of
 *   observations, then by id
 */
const DectFitParameter *dect_fit_list_parameters (DectFit *self,
                                                  guint   *n_parameters);

/** dect_fit_list_skipped: Returns: (array length=n_skipped) (transfer none): measurements not used, by their ids */
const DectFitSkipped *dect_fit_list_skipped (DectFit *self,
                                             guint   *n_skipped);

/** dect_fit_get_before: Returns: (transfer none): errors of the tables' prediction (predicted_dbm), whatever fit is in use */
const DectFitErrors *dect_fit_get_before (DectFit *self);

/** dect_fit_get_after: Returns: (transfer none): errors of the fitted model at the observations it was fitted to (fitted_dbm);
 * flatters: judge by dect_fit_get_left_out() */
const DectFitErrors *dect_fit_get_after (DectFit *self);

/** dect_fit_get_left_out: Returns: (transfer none): errors at places that the fit did not see (left_out_dbm) */
const DectFitErrors *dect_fit_get_left_out (DectFit *self);

/** dect_fit_get_options: Returns: (transfer none): the options as they counted, no 0 or %NAN in them */
const DectFitOptions *dect_fit_get_options (DectFit *self);

/** dect_fit_is_fitted: Returns: whether at least one parameter was fitted, that is whether it can be applied */
gboolean dect_fit_is_fitted (DectFit *self);

/** dect_fit_improves: Returns: whether it is fitted and errors at places left out are smaller (rms) than before */
gboolean dect_fit_improves (DectFit *self);

/** dect_fit_is_in_use: Returns: whether the site of the snapshot predicts with fitted values (of whatever fit) */
gboolean dect_fit_is_in_use (DectFit *self);

/** dect_fit_is_current: Returns: whether these very values are in use, so that applying it would change nothing */
gboolean dect_fit_is_current (DectFit *self);

/**
 * dect_fit_apply:
 * @self: a fit with dect_fit_is_fitted()
 * @site: the site to predict with it from now on
 *
 * Writes fit_offset_db, fit_exponent_db and fit_losses (what was not fitted is unset: the tables count), and fit_sigma_db (sigma
 * of the errors at places left out), as one step of the site's history: “Use the fitted radio model”. Main thread.
 *
 * Returns: whether anything changed
 */
gboolean dect_fit_apply (DectFit  *self,
                         DectSite *site);

/**
 * dect_fit_clear:
 * @site: a site
 *
 * Predicts with the tables again: unsets the four fields as one step of the history. Main thread.
 *
 * Returns: whether anything changed
 */
gboolean dect_fit_clear (DectSite *site);

/** dect_fit_snapshot_is_fitted: Returns: whether a site predicts with fitted values, any of its four fields set; as
 * dect_fit_is_in_use() without a fit */
gboolean dect_fit_snapshot_is_fitted (DectSnapshot *snapshot);

/** dect_fit_parameter_dup_label: Returns: (transfer full): translated words: "Offset", "Exponent", "Brick 10 to 12 cm" */
char *dect_fit_parameter_dup_label (const DectFitParameter *parameter);

/**
 * dect_fit_parameter_dup_reason:
 * @self: a fit
 * @parameter: one of its parameters
 *
 * Returns: (transfer full) (nullable): a translated sentence that says why it was not fitted or stopped at an edge; %NULL when
 *   there is nothing to say
 */
char *dect_fit_parameter_dup_reason (DectFit                *self,
                                     const DectFitParameter *parameter);

/** dect_fit_state_id: Returns: (transfer none): its stable word for JSON: "fitted", "bound", "few", "same", "alike" */
const char *dect_fit_state_id (DectFitState state);

/** dect_fit_skip_id: Returns: (transfer none): its stable word for JSON: "level", "place", "rfp", "scale", "path" */
const char *dect_fit_skip_id (DectFitSkip reason);

/** dect_fit_skip_label: Returns: (transfer none): a translated sentence that says why and what to do */
const char *dect_fit_skip_label (DectFitSkip reason);

G_END_DECLS
