/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "model/dect-i18n.h"
#include "model/dect-mac.h"
#include "sheet/dect-label.h"
#include "sheet/dect-sheet-handsets.h"
#include "sheet/dect-sheet-private.h"

/* All labels of a print: the sheet they go on and what they say. */
typedef struct
{
  DectLabelSheet sheet;
  GArray *texts; /* DectLabelText with strings of its own */
  guint start;   /* labels of the first sheet that are used up */
} Labels;

/* The strings of a text are the label's own from here on. */
static void
text_clear (gpointer data)
{
  DectLabelText *text = data;

  g_free ((char *) text->heading);
  g_free ((char *) text->name);
  g_free ((char *) text->place);
  g_free ((char *) text->details);
  g_free ((char *) text->code);
  g_free ((char *) text->printed);
}

static void
labels_free (Labels *labels)
{
  g_array_unref (labels->texts);
  g_free (labels);
}

static char *
join (const char *const *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);

  return g_string_free (text, text->len == 0);
}

static void
add_rfp (Labels *labels, const DectSheetSite *site, guint index)
{
  const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, index);
  const DectFloor *floor = dect_snapshot_find_floor (site->snapshot, rfp->floor);
  g_autofree char *title = floor != NULL ? dect_sheet_floor_title (site->snapshot, floor) : NULL;
  const char *room = g_strcmp0 (rfp->room, rfp->name) != 0 ? rfp->room : NULL;
  DectLabelText text = {
    .heading = g_strdup (site->labels[index]),
    .name = g_strdup (rfp->name),
    .place = join ((const char *const[]){ title, room, NULL }),
    .details = join ((const char *const[]){ dect_sheet_model_text (rfp), dect_sheet_role_text (rfp),
                                            rfp->target_ip }),
    .printed = dect_sheet_mac_text (rfp),
    .sticker = _("MAC sticker"),
  };
  DectMac mac;

  if (rfp->mac != NULL && dect_mac_parse (rfp->mac, &mac, NULL))
    {
      g_autofree char *key = dect_mac_to_key (&mac);

      /* In capitals a QR code packs two characters into eleven bits. */
      text.code = g_ascii_strup (key, -1);
    }
  g_array_append_val (labels->texts, text);
}

static void
add_handset (Labels *labels, const DectHandset *handset)
{
  DectLabelText text = {
    .heading = g_strdup (handset->number),
    .name = g_strdup (handset->name),
    .place = g_strdup (handset->location),
    .details = g_strdup (handset->model),
    .code = dect_sheet_ipei_code (handset),
    .printed = dect_sheet_ipei_text (handset),
    .sticker = _("IPEI sticker"),
  };

  g_array_append_val (labels->texts, text);
}

static void
collect (Labels *labels, const DectSheets *self)
{
  DectSnapshot *snapshot = self->site.snapshot;
  DectLabelsOf of = self->options.labels_of;

  if (of != DECT_LABELS_OF_HANDSETS)
    {
      g_autoptr (GArray) rfps = dect_sheet_rfps_all (snapshot);

      for (guint i = 0; i < rfps->len; i++)
        add_rfp (labels, &self->site, g_array_index (rfps, guint, i));
    }
  if (of != DECT_LABELS_OF_RFPS)
    {
      g_autoptr (GPtrArray) handsets = dect_sheet_handsets (snapshot, self->options.sort);

      for (guint i = 0; i < handsets->len; i++)
        add_handset (labels, handsets->pdata[i]);
    }
}

static gboolean
check (const Labels *labels, GCancellable *cancellable, GError **error)
{
  guint count = dect_label_sheet_count (&labels->sheet);

  if (labels->start >= count)
    {
      g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_START,
                   ngettext ("Label sheet “%s” has only %u label to start at, not a label %u.",
                             "Label sheet “%s” has only %u labels to start at, not a label %u.",
                             count),
                   labels->sheet.id, count, labels->start + 1);
      return FALSE;
    }
  for (guint i = 0; i < labels->texts->len; i++)
    {
      const DectLabelText *text = &g_array_index (labels->texts, DectLabelText, i);

      if (text->code != NULL && !dect_label_check (text->code, &labels->sheet, error))
        return FALSE;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* @block->first is the first text of the page; on the first page labels before the start are left
 * out. */
static void
draw_labels (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Labels *labels = block->data;
  guint skip = block->first == 0 ? labels->start : 0;

  for (guint i = 0; i < block->n; i++)
    {
      g_auto (DectLabel) label = { 0 };
      DectSheetRect rect;

      dect_label_sheet_rect (&labels->sheet, skip + i, &rect);
      if (dect_label_init (&label, context,
                           &g_array_index (labels->texts, DectLabelText, block->first + i),
                           &labels->sheet, NULL))
        dect_label_draw (&label, cr, rect.x_mm, rect.y_mm);
    }
}

static void
add_pages (DectSheets *self, const Labels *labels)
{
  const DectLabelSheet *sheet = &labels->sheet;
  guint count = dect_label_sheet_count (sheet);

  for (guint first = 0; first < labels->texts->len;)
    {
      guint room = count - (first == 0 ? labels->start : 0);
      DectSheetPage *page
          = dect_sheets_add_bare_page (self, DECT_SHEET_LABELS, sheet->paper_width_mm,
                                       sheet->paper_height_mm, first == 0 ? _("Labels") : NULL);
      DectSheetBlock *block = dect_sheet_page_add (page, draw_labels, page->content, labels);

      block->first = first;
      block->n = MIN (room, labels->texts->len - first);
      first += block->n;
    }
}

gboolean
dect_sheets_add_labels (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  Labels *labels = g_new0 (Labels, 1);

  labels->texts = g_array_new (FALSE, FALSE, sizeof (DectLabelText));
  g_array_set_clear_func (labels->texts, text_clear);
  labels->start = MAX (self->options.label_start, 1) - 1;
  dect_sheets_keep (self, labels, (GDestroyNotify) labels_free);

  if (!dect_label_sheet_find (self->options.label_sheet, &labels->sheet, error))
    return FALSE;
  collect (labels, self);
  if (!check (labels, cancellable, error))
    return FALSE;
  add_pages (self, labels);
  return TRUE;
}
