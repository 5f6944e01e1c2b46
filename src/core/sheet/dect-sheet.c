/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-private.h"

#include "model/dect-cancel.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"

/* Scales a plan may be asked for at: 1 : 10 to 1 : 5000. */
#define SCALE_LEAST 10
#define SCALE_MOST 5000

typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} Kept;

static const struct
{
  const char *id;
  double width_mm, height_mm;
} papers[] = {
  [DECT_PAPER_A4] = { "a4", 210, 297 },
  [DECT_PAPER_LETTER] = { "letter", 215.9, 279.4 },
};

typedef gboolean (*AddPages) (DectSheets *self,
                              DectTextContext *context,
                              GCancellable *cancellable,
                              GError **error);

/* In the order in which they are printed. */
static const struct
{
  const char *id;
  DectSheetKinds kind;
  AddPages add;
} kinds_list[] = {
  { "overview", DECT_SHEET_OVERVIEW, dect_sheets_add_overview },
  { "placement", DECT_SHEET_PLACEMENT, dect_sheets_add_placement },
  { "cables", DECT_SHEET_CABLES, dect_sheets_add_cables },
  { "photos", DECT_SHEET_PHOTOS, dect_sheets_add_photos },
  { "survey", DECT_SHEET_SURVEY, dect_sheets_add_survey },
  { "ipei", DECT_SHEET_IPEI, dect_sheets_add_ipei },
  { "labels", DECT_SHEET_LABELS, dect_sheets_add_labels },
  { "report", DECT_SHEET_REPORT, dect_sheets_add_report },
};

static const char *const measures_words[] = {
  [DECT_MEASURES_DISTANCES] = "distances",
  [DECT_MEASURES_COORDINATES] = "coordinates",
  [DECT_MEASURES_NONE] = "none",
};

static const char *const sort_words[] = {
  [DECT_SHEET_SORT_NUMBER] = "number",
  [DECT_SHEET_SORT_NAME] = "name",
  [DECT_SHEET_SORT_LOCATION] = "location",
};

static const char *const code_words[] = {
  [DECT_SHEET_CODE_BARS] = "bars",
  [DECT_SHEET_CODE_QR] = "qr",
  [DECT_SHEET_CODE_NONE] = "none",
};

static const char *const labels_of_words[] = {
  [DECT_LABELS_OF_ALL] = "all",
  [DECT_LABELS_OF_RFPS] = "rfps",
  [DECT_LABELS_OF_HANDSETS] = "handsets",
};

G_DEFINE_QUARK (dect-sheet-error-quark, dect_sheet_error)
G_DEFINE_BOXED_TYPE (DectSheets, dect_sheets, dect_sheets_ref, dect_sheets_unref)

/* What a site without pages lacks, by what was asked for. */
static const char *
empty_message (DectSheetKinds kinds)
{
  if ((kinds & ~(guint) DECT_SHEET_IPEI) == 0)
    return _("There is nothing to print: the site has no handsets.");
  if ((kinds & (DECT_SHEET_IPEI | DECT_SHEET_LABELS | DECT_SHEET_REPORT)) == 0)
    return _("There is nothing to print: the site has no base stations.");
  return _("There is nothing to print: the site has neither base stations nor handsets.");
}

static gboolean
add_pages (DectSheets *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectTextContext) context = dect_text_context_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds_list); i++)
    {
      if (!dect_sheets_check (self, (double) i / G_N_ELEMENTS (kinds_list), cancellable, error))
        return FALSE;
      if ((self->options.kinds & kinds_list[i].kind) != 0
          && !kinds_list[i].add (self, context, cancellable, error))
        return FALSE;
    }

  if (self->pages->len == 0)
    g_set_error_literal (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_EMPTY,
                         empty_message (self->options.kinds));
  return self->pages->len > 0;
}

gboolean
dect_sheets_check (DectSheets *self, double fraction, GCancellable *cancellable, GError **error)
{
  /* kinds count within their own share as well as they can: what was told is not taken back */
  self->told = MAX (self->told, MIN (fraction, 1) * DECT_SHEETS_LAYOUT_SHARE);
  if (self->options.progress != NULL)
    self->options.progress (_("Laying out the pages"), self->told, self->options.progress_data);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gpointer
dect_sheets_keep (DectSheets *self, gpointer data, GDestroyNotify destroy)
{
  Kept *kept = g_new (Kept, 1);

  kept->data = data;
  kept->destroy = destroy;
  g_ptr_array_add (self->kept, kept);
  return data;
}

static void
kept_free (Kept *kept)
{
  kept->destroy (kept->data);
  g_free (kept);
}

static gboolean
find_kinds (const char *word, DectSheetKinds *kinds)
{
  if (g_ascii_strcasecmp (word, "all") == 0)
    {
      *kinds = DECT_SHEET_ALL;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds_list); i++)
    if (g_ascii_strcasecmp (word, kinds_list[i].id) == 0)
      {
        *kinds = kinds_list[i].kind;
        return TRUE;
      }

  return FALSE;
}

gboolean
dect_sheet_kinds_from_text (const char *text, DectSheetKinds *kinds)
{
  g_auto (GStrv) words = NULL;
  DectSheetKinds all = 0;

  g_return_val_if_fail (text != NULL && kinds != NULL, FALSE);

  words = g_strsplit (text, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      DectSheetKinds found;

      if (!find_kinds (g_strstrip (words[i]), &found))
        return FALSE;
      all |= found;
    }

  *kinds = all;
  return all != 0;
}

char *
dect_sheet_kinds_words (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds_list); i++)
    g_string_append_printf (text, "%s, ", kinds_list[i].id);
  g_string_append (text, "all");
  return g_string_free (text, FALSE);
}

gboolean
dect_paper_from_text (const char *text, DectPaper *paper)
{
  g_return_val_if_fail (text != NULL && paper != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_ascii_strcasecmp (text, papers[i].id) == 0)
      {
        *paper = (DectPaper) i;
        return TRUE;
      }

  return FALSE;
}

static gint
find_word (const char *const *words, guint n_words, const char *text)
{
  for (guint i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return (gint) i;
  return -1;
}

gboolean
dect_sheet_measures_from_text (const char *text, DectSheetMeasures *measures)
{
  gint found;

  g_return_val_if_fail (text != NULL && measures != NULL, FALSE);

  found = find_word (measures_words, G_N_ELEMENTS (measures_words), text);
  if (found >= 0)
    *measures = (DectSheetMeasures) found;
  return found >= 0;
}

gboolean
dect_sheet_sort_from_text (const char *text, DectSheetSort *sort)
{
  gint found;

  g_return_val_if_fail (text != NULL && sort != NULL, FALSE);

  found = find_word (sort_words, G_N_ELEMENTS (sort_words), text);
  if (found >= 0)
    *sort = (DectSheetSort) found;
  return found >= 0;
}

gboolean
dect_sheet_code_from_text (const char *text, DectSheetCode *code)
{
  gint found;

  g_return_val_if_fail (text != NULL && code != NULL, FALSE);

  found = find_word (code_words, G_N_ELEMENTS (code_words), text);
  if (found >= 0)
    *code = (DectSheetCode) found;
  return found >= 0;
}

gboolean
dect_labels_of_from_text (const char *text, DectLabelsOf *labels_of)
{
  gint found;

  g_return_val_if_fail (text != NULL && labels_of != NULL, FALSE);

  found = find_word (labels_of_words, G_N_ELEMENTS (labels_of_words), text);
  if (found >= 0)
    *labels_of = (DectLabelsOf) found;
  return found >= 0;
}

gboolean
dect_sheet_scale_from_text (const char *text, guint *scale)
{
  g_autoptr (GString) packed = NULL;
  const char *digits;
  guint64 value;

  g_return_val_if_fail (text != NULL && scale != NULL, FALSE);

  packed = g_string_new (text);
  g_string_replace (packed, " ", "", 0);
  if (g_ascii_strcasecmp (packed->str, "fit") == 0)
    {
      *scale = 0;
      return TRUE;
    }
  digits = packed->str + (g_str_has_prefix (packed->str, "1:") ? 2 : 0);
  if (!g_ascii_string_to_unsigned (digits, 10, SCALE_LEAST, SCALE_MOST, &value, NULL))
    return FALSE;
  *scale = (guint) value;
  return TRUE;
}

static gboolean
take_options (DectSheets *self, const DectSheetOptions *options, GError **error)
{
  gboolean across = options->landscape;

  self->options = *options;
  self->language = g_strdup (options->language);
  self->installer = g_strdup (options->installer);
  self->width_mm = across ? papers[options->paper].height_mm : papers[options->paper].width_mm;
  self->height_mm = across ? papers[options->paper].width_mm : papers[options->paper].height_mm;
  if (options->logo != NULL && (self->logo = dect_sheet_logo_new (options->logo, error)) == NULL)
    return FALSE;
  return TRUE;
}

DectSheets *
dect_sheets_new (DectSnapshot *snapshot,
                 DectLinks *links,
                 DectChain *chain,
                 const DectSheetOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  static const DectSheetOptions usual = { .kinds = DECT_SHEET_ALL };
  g_autoptr (DectCancelScope) stoppable = dect_cancel_enter (cancellable);
  g_autoptr (DectLocaleScope) scope = NULL;
  g_autoptr (DectSheets) self = NULL;
  gboolean made;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (options == NULL)
    options = &usual;
  if (options->language != NULL && options->language[0] != '\0')
    {
      scope = dect_locale_enter (options->language);
      if (scope == NULL)
        {
          g_set_error (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LANGUAGE,
                       _("There is no translation “%s” to print in; try en or de."),
                       options->language);
          return NULL;
        }
    }

  self = g_new0 (DectSheets, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->drawing);
  self->site.snapshot = dect_snapshot_ref (snapshot);
  self->site.links = links != NULL ? dect_links_ref (links) : NULL;
  self->site.chain = chain != NULL ? dect_chain_ref (chain) : NULL;
  self->site.labels = dect_sheet_labels (snapshot);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_sheet_page_free);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) kept_free);
  made = take_options (self, options, error) && add_pages (self, cancellable, error);
  self->options = (DectSheetOptions){ .kinds = options->kinds };

  return made ? g_steal_pointer (&self) : NULL;
}

DectSheets *
dect_sheets_ref (DectSheets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_sheets_unref (DectSheets *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->kept);
  g_clear_pointer (&self->logo, dect_sheet_logo_free);
  g_free (self->language);
  g_free (self->installer);
  g_strfreev (self->site.labels);
  g_clear_pointer (&self->site.links, dect_links_unref);
  g_clear_pointer (&self->site.chain, dect_chain_unref);
  dect_snapshot_unref (self->site.snapshot);
  g_mutex_clear (&self->drawing);
  g_free (self);
}

guint
dect_sheets_count_pages (const DectSheets *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

void
dect_sheets_get_paper (const DectSheets *self, guint page, double *width_mm, double *height_mm)
{
  const DectSheetPage *found;

  g_return_if_fail (self != NULL && width_mm != NULL && height_mm != NULL);
  g_return_if_fail (page < self->pages->len);

  found = g_ptr_array_index (self->pages, page);
  *width_mm = found->width_mm;
  *height_mm = found->height_mm;
}

gboolean
dect_sheets_is_label (const DectSheets *self, guint page)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (page < self->pages->len, FALSE);

  return ((const DectSheetPage *) g_ptr_array_index (self->pages, page))->kind == DECT_SHEET_LABELS;
}

guint
dect_sheets_count_labels (const DectSheets *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->pages->len; i++)
    {
      const DectSheetPage *page = g_ptr_array_index (self->pages, i);

      if (page->kind == DECT_SHEET_LABELS)
        n += g_array_index (page->blocks, DectSheetBlock, 0).n;
    }

  return n;
}

void
dect_sheets_draw_page (const DectSheets *self, cairo_t *cr, guint page_number)
{
  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (page_number < self->pages->len);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new ((GMutex *) &self->drawing);
  g_autoptr (DectLocaleScope) scope = dect_locale_enter (self->language);
  g_autoptr (DectTextContext) context = dect_text_context_new ();
  const DectSheetPage *page = g_ptr_array_index (self->pages, page_number);

  cairo_save (cr);
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const DectSheetBlock *block = &g_array_index (page->blocks, DectSheetBlock, i);

      cairo_save (cr);
      block->draw (block, cr, context);
      cairo_restore (cr);
    }
  if (page->head.title != NULL)
    dect_sheet_page_draw_frame (self, cr, context, page_number);
  cairo_restore (cr);
}
