/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-guess.h"

#include <glib/gi18n-lib.h>

#include "omm/dect-omm-evidence.h"
#include "omm/dect-omm-layout-edit.h"

#define GUESSED_TITLE N_("As the file was understood")

/* What speaks for a layout besides the values. */
#define BONUS_COMMENT 100
#define BONUS_TAG 1
#define MALUS_TAG -2
#define MALUS_BEYOND -6
#define MALUS_KIND 1000
#define BONUS_PLACE 1
#define WORST (G_MININT / 2)

static void
column_free (gpointer data)
{
  DectOmmGuessColumn *column = data;

  g_free (column->example);
  g_free (column);
}

void
dect_omm_guess_free (DectOmmGuess *self)
{
  g_return_if_fail (self != NULL);

  dect_omm_layout_unref (self->layout);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/* --- A known layout --------------------------------------------------------------------------------- */

static gboolean
comment_names (const DectOmmEvidence *evidence, const DectOmmLayout *layout)
{
  g_auto (GStrv) fields = dect_omm_layout_dup_fields (layout);
  g_autofree char *line = g_strjoinv (";", fields);

  return evidence->comment != NULL && g_str_equal (evidence->comment, line);
}

static gint
score_tags (const DectOmmEvidence *evidence, const DectOmmLayout *layout)
{
  guint n_instructions;
  const DectOmmInstruction *instructions
      = dect_omm_layout_get_instructions (layout, &n_instructions);
  gint score = 0;

  for (guint t = 0; t < evidence->tags->len; t++)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < n_instructions && !known; i++)
        known = g_ascii_strcasecmp (instructions[i].tag, evidence->tags->pdata[t]) == 0;
      score += known ? BONUS_TAG : MALUS_TAG;
    }
  return score;
}

/* @fits: no column speaks against it. */
static gint
score_layout (const DectOmmEvidence *evidence, const DectOmmLayout *layout, gboolean *fits)
{
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  DectKind kind = dect_omm_layout_get_kind (layout);
  gint score = score_tags (evidence, layout);

  *fits = TRUE;
  if (comment_names (evidence, layout))
    score += BONUS_COMMENT;
  for (guint i = 0; i < evidence->cells->len; i++)
    {
      const DectOmmCells *cells = evidence->cells->pdata[i];
      gint part = i < n_columns         ? dect_omm_cells_score (cells, kind, &columns[i])
                  : cells->n_filled > 0 ? MALUS_BEYOND
                                        : 0;

      *fits = *fits && part >= 0;
      score += part;
    }
  *fits = *fits || comment_names (evidence, layout);
  return score;
}

/* --- A layout put together from what is there --------------------------------------------------------- */

/* Column -> field of @base, index or -1. */
typedef struct
{
  const DectOmmEvidence *evidence;
  const DectOmmLayout *base;
  const DectOmmColumn *fields;
  guint n_fields;
  guint n_columns;
  gint *taken;
} Arrangement;

static gint
score_at (const Arrangement *work, guint column, guint field)
{
  return dect_omm_cells_score (work->evidence->cells->pdata[column],
                               dect_omm_layout_get_kind (work->base), &work->fields[field]);
}

static gboolean
is_used (const Arrangement *work, guint field)
{
  for (guint i = 0; i < work->n_columns; i++)
    if (work->taken[i] == (gint) field)
      return TRUE;
  return FALSE;
}

/* What can be nothing else goes first, wherever it stands. */
static void
take_telling (Arrangement *work)
{
  for (guint f = 0; f < work->n_fields; f++)
    for (guint c = 0; c < work->n_columns && !is_used (work, f); c++)
      if (work->taken[c] < 0 && score_at (work, c, f) >= DECT_OMM_SCORE_TELLING)
        work->taken[c] = (gint) f;
}

/* Then what nearly every file has: the first column that can be the number, and the first that can
 * be the name. */
static void
take_usual (Arrangement *work)
{
  static const char *const usual[] = { "number", "name", NULL };

  for (guint f = 0; f < work->n_fields; f++)
    for (guint c = 0; c < work->n_columns && g_strv_contains (usual, work->fields[f].field)
                      && !is_used (work, f);
         c++)
      if (work->taken[c] < 0 && score_at (work, c, f) > 0)
        work->taken[c] = (gint) f;
}

/* The best way to take columns for fields with both in their order: cells [c][f] hold the best
 * score of the first c columns and the first f fields. */
static void
take_in_order (Arrangement *work)
{
  guint width = work->n_fields + 1;
  g_autofree gint *best = g_new0 (gint, (work->n_columns + 1) * width);
  guint c, f;

#define BEST(c, f) best[(c) *width + (f)]
#define PAIR(c, f)                                                                                 \
  (work->taken[c] >= 0 || is_used (work, f)                                                        \
       ? WORST                                                                                     \
       : score_at (work, c, f) + ((c) == (f) ? BONUS_PLACE : 0) + BEST (c, f))

  for (c = 0; c < work->n_columns; c++)
    for (f = 0; f < work->n_fields; f++)
      BEST (c + 1, f + 1) = MAX (MAX (BEST (c, f + 1), BEST (c + 1, f)), PAIR (c, f));
  c = work->n_columns;
  f = work->n_fields;
  while (c > 0 && f > 0)
    if (BEST (c, f) == BEST (c - 1, f))
      c--;
    else if (BEST (c, f) == BEST (c, f - 1))
      f--;
    else
      {
        c--;
        f--;
        work->taken[c] = (gint) f;
      }
#undef PAIR
#undef BEST
}

/* A column that was moved: the field that suits it best and that no other has. */
static void
take_rest (Arrangement *work)
{
  for (guint c = 0; c < work->n_columns; c++)
    {
      const DectOmmCells *cells = work->evidence->cells->pdata[c];
      gint most = 0;

      if (work->taken[c] >= 0 || cells->n_filled == 0)
        continue;
      for (guint f = 0; f < work->n_fields; f++)
        if (!is_used (work, f) && score_at (work, c, f) > most)
          {
            most = score_at (work, c, f);
            work->taken[c] = (gint) f;
          }
    }
}

static DectOmmLayout *
arrange (const DectOmmEvidence *evidence, const DectOmmLayout *base)
{
  Arrangement work = { .evidence = evidence, .base = base, .n_columns = evidence->cells->len };
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  DectOmmLayout *layout;

  work.fields = dect_omm_layout_get_columns (base, &work.n_fields);
  work.taken = g_new (gint, work.n_columns + 1);
  for (guint i = 0; i < work.n_columns; i++)
    work.taken[i] = -1;
  take_telling (&work);
  take_usual (&work);
  take_in_order (&work);
  take_rest (&work);
  for (guint i = 0; i < work.n_columns; i++)
    g_ptr_array_add (fields,
                     (gpointer) (work.taken[i] >= 0 ? work.fields[work.taken[i]].field : "blank"));
  g_ptr_array_add (fields, NULL);
  layout = dect_omm_layout_arrange (base, DECT_OMM_LAYOUT_GUESSED, _(GUESSED_TITLE),
                                    (const char *const *) fields->pdata, NULL, NULL);
  g_free (work.taken);
  return layout;
}

/* Whether a column of MAC addresses or of IPEIs says that the file is not of that kind. */
static gboolean
is_other_kind (const DectOmmEvidence *evidence, const DectOmmLayout *layout)
{
  gboolean macs = FALSE, ipeis = FALSE;

  for (guint i = 0; i < evidence->cells->len; i++)
    {
      const DectOmmCells *cells = evidence->cells->pdata[i];

      macs = macs || (cells->n_macs > 0 && 2 * cells->n_macs >= cells->n_filled);
      ipeis = ipeis || (cells->n_ipeis > 0 && 2 * cells->n_ipeis >= cells->n_filled);
    }
  return dect_omm_layout_get_kind (layout) == DECT_KIND_RFP ? ipeis && !macs : macs && !ipeis;
}

/* What our comment says, by whatever layout the file was written. */
static DectOmmLayout *
from_comment (const DectOmmEvidence *evidence)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };
  g_auto (GStrv) fields
      = evidence->comment != NULL ? g_strsplit (evidence->comment, ";", -1) : NULL;
  DectOmmLayout *layout = NULL;

  for (guint i = 0; fields != NULL && layout == NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (DectOmmLayout) base = dect_omm_layout_default (kinds[i]);

      layout = dect_omm_layout_arrange (base, DECT_OMM_LAYOUT_GUESSED, _(GUESSED_TITLE),
                                        (const char *const *) fields, NULL, NULL);
    }
  return layout;
}

/* --- The answer --------------------------------------------------------------------------------------- */

static DectOmmSureness
sureness (const DectOmmCells *cells, gint score, gboolean known, gboolean named)
{
  if (cells->n_filled == 0)
    return DECT_OMM_SURE_EMPTY;
  if (score < 0)
    return DECT_OMM_SURE_NOT;
  if (named || score >= DECT_OMM_SCORE_TELLING)
    return DECT_OMM_SURE_CERTAIN;
  return known && score > 0 ? DECT_OMM_SURE_LIKELY : DECT_OMM_SURE_MAYBE;
}

static DectOmmGuess *
judge (const DectOmmEvidence *evidence, DectOmmLayout *layout, gboolean known)
{
  DectOmmGuess *self = g_new0 (DectOmmGuess, 1);
  DectKind kind = dect_omm_layout_get_kind (layout);
  gboolean named = comment_names (evidence, layout);
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  static const DectOmmColumn beyond = { .field = "blank" };
  static const DectOmmCells empty = { 0 };

  self->layout = layout;
  self->known = known;
  self->n_records = evidence->n_records;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; i < MAX (n_columns, evidence->cells->len); i++)
    {
      const DectOmmCells *cells = i < evidence->cells->len ? evidence->cells->pdata[i] : &empty;
      const DectOmmColumn *column = i < n_columns ? &columns[i] : &beyond;
      DectOmmGuessColumn *judged = g_new0 (DectOmmGuessColumn, 1);

      judged->field = column->field;
      judged->n_filled = cells->n_filled;
      judged->n_fitting = dect_omm_cells_count_fitting (cells, kind, column);
      judged->sure = sureness (cells, dect_omm_cells_score (cells, kind, column), known, named);
      judged->example = column->secret ? NULL : g_strdup (cells->example);
      g_ptr_array_add (self->columns, judged);
    }
  return self;
}

/* The layouts of the site before the others: of equals the first one counts. */
GPtrArray *
dect_omm_guess_list_layouts (DectSnapshot *snapshot)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_omm_layout_unref);

  for (guint i = 0; snapshot != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      DectOmmLayout *layout = dect_omm_layout_for_site (snapshot, kinds[i], NULL);

      if (layout != NULL)
        g_ptr_array_add (layouts, layout);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) more = dect_omm_layout_list (kinds[i]);

      g_ptr_array_add (layouts, dect_omm_layout_default (kinds[i]));
      for (guint j = 0; j < more->len; j++)
        g_ptr_array_add (layouts, dect_omm_layout_ref (more->pdata[j]));
    }
  return layouts;
}

DectOmmGuess *
dect_omm_guess_among (GBytes *bytes, GPtrArray *layouts, GError **error)
{
  g_autoptr (DectOmmEvidence) evidence = NULL;
  const DectOmmLayout *best = NULL;
  DectOmmLayout *arranged = NULL;
  gboolean fits = FALSE;
  gint most = G_MININT;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (layouts != NULL && layouts->len > 0, NULL);

  evidence = dect_omm_evidence_new (bytes, error);
  if (evidence == NULL)
    return NULL;
  for (guint i = 0; i < layouts->len; i++)
    {
      gboolean good;
      gint score = score_layout (evidence, layouts->pdata[i], &good);

      if (is_other_kind (evidence, layouts->pdata[i]))
        score -= MALUS_KIND;
      if (good < fits || (good == fits && score <= most))
        continue;
      best = layouts->pdata[i];
      most = score;
      fits = good;
    }
  if (!comment_names (evidence, best))
    arranged = from_comment (evidence);
  if (arranged != NULL)
    return judge (evidence, arranged, TRUE);
  if (!fits)
    arranged = arrange (evidence, best);
  return arranged != NULL ? judge (evidence, arranged, FALSE)
                          : judge (evidence, dect_omm_layout_ref (best), TRUE);
}

DectOmmGuess *
dect_omm_guess (GBytes *bytes, DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) layouts = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  layouts = dect_omm_guess_list_layouts (snapshot);
  return dect_omm_guess_among (bytes, layouts, error);
}

DectOmmGuess *
dect_omm_guess_with (GBytes *bytes, const DectOmmLayout *layout, GError **error)
{
  g_autoptr (DectOmmEvidence) evidence = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  evidence = dect_omm_evidence_new (bytes, error);
  return evidence != NULL ? judge (evidence, dect_omm_layout_ref (layout), TRUE) : NULL;
}

const char *
dect_omm_sureness_label (DectOmmSureness sure)
{
  static const char *const labels[] = {
    [DECT_OMM_SURE_EMPTY] = N_("empty"),     [DECT_OMM_SURE_NOT] = N_("does not fit"),
    [DECT_OMM_SURE_MAYBE] = N_("possible"),  [DECT_OMM_SURE_LIKELY] = N_("likely"),
    [DECT_OMM_SURE_CERTAIN] = N_("certain"),
  };

  g_return_val_if_fail ((guint) sure < G_N_ELEMENTS (labels), NULL);

  return _(labels[sure]);
}
