/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-fit.h"
#include "radio/dect-scene.h"

G_BEGIN_DECLS

/*
 * The parts of a fit: small linear algebra (dect-fit-solve.c), what was measured (dect-fit-readings.c), paths that can be
 * predicted with any values (dect-fit-paths.c), and the fit of values to observations (dect-fit-model.c).
 */

/* --- Linear algebra: symmetric positive definite, a few dozen unknowns --------------------------------------- */

/** DECT_FIT_TRIANGLE: numbers in a lower triangle of @n rows; row i begins at DECT_FIT_TRIANGLE (i) */
#define DECT_FIT_TRIANGLE(n) ((gsize) (n) * ((n) + 1) / 2)

/**
 * dect_fit_cholesky_append:
 * @l: (inout): lower triangle L of A = L L', @n rows so far, room for one more
 * @n: how many
 * @row: (array length=n): what row @n of A holds left of its diagonal
 * @diagonal: its diagonal
 *
 * Makes the factor one row longer. The square of its new diagonal is what is left of @diagonal when all that
 * the rows before explain is taken out: for A = J'J the sum of squares of what is left of a column of J.
 *
 * Returns: that square; when it is not positive the row must not be used
 */
double dect_fit_cholesky_append (double       *l,
                                 guint         n,
                                 const double *row,
                                 double        diagonal);

/** dect_fit_cholesky_solve: turns @b of L L' x = b into x, in place */
void dect_fit_cholesky_solve (const double *l,
                              guint         n,
                              double       *b);

/** dect_fit_cholesky_variance: Returns: element (@i, @i) of the inverse of L L' */
double dect_fit_cholesky_variance (const double *l,
                                   guint         n,
                                   guint         i);

/**
 * dect_fit_box_solve:
 * @n: unknowns
 * @h: (array length=n * n): symmetric positive definite matrix, by rows
 * @g: (array length=n): right side
 * @low: (array length=n): smallest values
 * @high: (array length=n): largest values, each at least its smallest
 * @x: (array length=n) (inout): values inside the box to start from; on return the minimum
 *
 * Finds the only minimum of x'Hx / 2 - g'x inside the box, by walking along its faces (primal active set).
 */
void dect_fit_box_solve (guint         n,
                         const double *h,
                         const double *g,
                         const double *low,
                         const double *high,
                         double       *x);

/** DECT_FIT_FREE_SPACE_DB: free space's exponent, dB per decade of distance */
#define DECT_FIT_FREE_SPACE_DB 20.0

/** dect_fit_unset: clears what a fit writes into a site's record that the caller still owns */
void dect_fit_unset (DectSiteInfo *info);

/** DECT_FIT_COMPARE: order of two numbers as of strcmp() */
#define DECT_FIT_COMPARE(x, y) (((x) > (y)) - ((x) < (y)))

/* --- Readings ------------------------------------------------------------------------------------------------ */

/**
 * DectFitReading:
 * @where: id of the floor of a place, or of the RFP that hears
 * @x: place in steps of 1 cm; 0 for a link
 * @y: same
 * @place: number of the place
 * @other: number of the place that the RFP heard is; -1 for a handset
 *
 * One usable measurement of the site; the rest as in #DectFitObservation.
 */
typedef struct
{
  DectFitSource source;
  guint32       where;
  gint64        x, y;
  guint32       rfp;
  guint32       record;
  guint32       floor;
  double        x_m, y_m;
  double        rssi_dbm;
  guint         place;
  gint          other;
} DectFitReading;

/**
 * dect_fit_readings_new:
 * @snapshot: a site
 * @scene: its scene
 * @skipped: (element-type DectFitSkipped): takes what cannot be used
 * @n_places: (out): how many places there are
 *
 * Returns: (transfer full) (element-type DectFitReading): what can be used, by place, RFP and record, all by their ids: the order
 *   of records does not matter
 */
GArray *dect_fit_readings_new (DectSnapshot    *snapshot,
                               const DectScene *scene,
                               GArray          *skipped,
                               guint           *n_places);

/** dect_fit_reading_compare_places: Returns: 0 for readings of one place, else their order */
int dect_fit_reading_compare_places (const DectFitReading *p,
                                     const DectFitReading *q);

/* --- Paths --------------------------------------------------------------------------------------------------- */

/** DectFitCross: how often a path crosses walls and openings of one material (index of its parameter) */
typedef struct
{
  guint parameter;
  guint count;
} DectFitCross;

/**
 * DectFitSlab:
 * @parameter: index of its parameter; -1: no fit changes it
 * @loss_db: its loss at the angle of the path with the table's value
 * @table_db: that value: a fitted one moves the losses of all angles, as in the scene
 *
 * A slab on a path.
 */
typedef struct
{
  gint   parameter;
  double loss_db;
  double table_db;
} DectFitSlab;

/**
 * DectFitPath:
 * @sent_dbm: what the RFP sends, less all that no parameter acts on
 * @decades: log10 of the distance in metres, at least 0
 * @walls: (array length=n_walls): walls crossed, by parameter
 * @slabs: (array length=n_slabs): slabs crossed; none where the environment's floor term counts
 * @knee_db: where the sum of walls bends, see dect_propagation_saturated_db()
 * @slope: same
 * @place: place of the observation, for leaving it out
 * @other: place that a link also needs, -1 for a handset
 *
 * A path taken apart.
 */
typedef struct
{
  double        sent_dbm;
  double        decades;
  DectFitCross *walls;
  guint         n_walls;
  DectFitSlab  *slabs;
  guint         n_slabs;
  double        knee_db;
  double        slope;
  guint         place;
  gint          other;
} DectFitPath;

/**
 * DectFitData:
 * @observations: (element-type DectFitObservation): measured levels; predictions still unset
 * @paths: (element-type DectFitPath): their paths, same index
 * @parameters: (element-type DectFitParameter): offset, exponent, materials crossed; value and in_use at the table
 * @skipped: (element-type DectFitSkipped): what cannot be used
 * @n_places: places
 *
 * What a fit works on.
 */
typedef struct
{
  GArray *observations;
  GArray *paths;
  GArray *parameters;
  GArray *skipped;
  guint   n_places;
} DectFitData;

/** dect_fit_data_new: Returns: (transfer full) (nullable): measurements of @snapshot and their paths; %NULL and
 * @error %G_IO_ERROR_CANCELLED when cancelled */
DectFitData *dect_fit_data_new  (DectSnapshot *snapshot,
                                 GCancellable *cancellable,
                                 GError      **error);
void         dect_fit_data_free (DectFitData  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectFitData, dect_fit_data_free)

/**
 * dect_fit_path_level:
 * @self: a path
 * @values: values of all parameters, in the order of #DectFitData
 *
 * Returns: level at its end, dBm, as the scene predicts it with those values
 */
double dect_fit_path_level (const DectFitPath *self,
                            const double      *values);

/** dect_fit_path_slopes: @slopes: (out): by how much the loss grows with each of the @n parameters, dB by its unit; @values are
 * moved and put back */
void dect_fit_path_slopes (const DectFitPath *self,
                           double            *values,
                           guint              n,
                           double            *slopes);

/** dect_fit_path_crossings: Returns: how often the path crosses the parameter's material, walls and slabs */
guint dect_fit_path_crossings (const DectFitPath *self,
                               guint              parameter);

/** dect_fit_parameter_compare: Returns: the order in which parameters are shown and chosen, as of strcmp() */
int dect_fit_parameter_compare (const DectFitParameter *p,
                                const DectFitParameter *q);

/* --- The fit ------------------------------------------------------------------------------------------------- */

/**
 * dect_fit_model_solve:
 * @data: observations
 * @use: (array length=n_use): indexes of those to fit to
 * @n_use: how many
 * @min_crossings: observations that a parameter needs
 * @values: (array) (out): values of all parameters, rounded to 0.01
 * @parameters: (nullable) (array) (out): for each parameter state, alike, value, error and counts
 * @weights: (nullable) (array length=n_use) (out): weight of each observation used
 */
void dect_fit_model_solve (const DectFitData *data,
                           const guint       *use,
                           guint              n_use,
                           guint              min_crossings,
                           double            *values,
                           DectFitParameter  *parameters,
                           double            *weights);

G_END_DECLS
