/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-flow.h"

#include "model/dect-i18n.h"
#include "plan/dect-plan.h"

#include <math.h>

#define N_COLUMNS 3
#define GAP_MM 4.0
#define PHOTO_MM 52.0
#define CAPTION_MM 14.0

typedef struct
{
  DectPlan *plan;
  char *title;
  char *note;
  double width, height; /* pixels */
} Photo;

/* A row of pictures of the same height. */
typedef struct
{
  Photo *photos[N_COLUMNS];
  guint n;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n; i++)
    {
      dect_plan_unref (row->photos[i]->plan);
      g_free (row->photos[i]->title);
      g_free (row->photos[i]->note);
      g_free (row->photos[i]);
    }
  g_free (row);
}

static void
draw_photo (const Photo *photo, cairo_t *cr, DectTextContext *context, const DectSheetRect *box)
{
  double room_mm = box->height_mm - CAPTION_MM;
  double scale = fmin (box->width_mm / photo->width, room_mm / photo->height);
  g_autoptr (GError) error = NULL;
  g_autoptr (PangoLayout) title
      = dect_text_layout (context, DECT_TEXT_STRONG, photo->title, box->width_mm, 3);
  g_autoptr (PangoLayout) note
      = dect_text_layout (context, DECT_TEXT_SMALL, photo->note, box->width_mm, 3);
  double title_mm;

  cairo_save (cr);
  cairo_translate (cr, box->x_mm, box->y_mm + room_mm - photo->height * scale);
  cairo_scale (cr, scale, scale);
  if (!dect_plan_draw (photo->plan, 0, cr, &error))
    g_debug ("photo: %s", error->message);
  cairo_restore (cr);
  dect_text_size (title, NULL, &title_mm);
  dect_ink_set (cr, DECT_INK_BLACK);
  dect_text_show (cr, title, box->x_mm, box->y_mm + room_mm + 0.6);
  dect_ink_set (cr, DECT_INK_GREY);
  dect_text_show (cr, note, box->x_mm, box->y_mm + room_mm + 0.6 + title_mm);
}

static void
draw_row (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Row *row = block->data;
  double width_mm = (block->box.width_mm - (N_COLUMNS - 1) * GAP_MM) / N_COLUMNS;

  for (guint i = 0; i < row->n; i++)
    {
      DectSheetRect box = { block->box.x_mm + i * (width_mm + GAP_MM), block->box.y_mm, width_mm,
                            block->box.height_mm };

      draw_photo (row->photos[i], cr, context, &box);
    }
}

static Photo *
open_photo (const DectSheetSite *site, guint index)
{
  const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, index);
  const DectFloor *floor = dect_snapshot_find_floor (site->snapshot, rfp->floor);
  const char *place = dect_sheet_place_text (rfp);
  GBytes *bytes = rfp->photo != NULL ? dect_snapshot_get_blob (site->snapshot, rfp->photo) : NULL;
  DectPlan *plan = bytes != NULL ? dect_plan_open (bytes, NULL) : NULL;
  Photo *photo;

  if (plan == NULL)
    return NULL;
  photo = g_new0 (Photo, 1);
  photo->plan = plan;
  dect_plan_get_size (plan, 0, &photo->width, &photo->height);
  photo->title = g_strdup_printf ("%s · %s", site->labels[index], place != NULL ? place : "");
  photo->note = floor != NULL ? dect_sheet_floor_title (site->snapshot, floor) : g_strdup ("");
  return photo;
}

static void
add_photos (DectSheets *self, DectFlow *flow, GArray *rfps)
{
  Row *row = NULL;

  for (guint i = 0; i < rfps->len; i++)
    {
      Photo *photo = open_photo (&self->site, g_array_index (rfps, guint, i));

      if (photo == NULL)
        continue;
      if (row == NULL || row->n == N_COLUMNS)
        {
          if (row == NULL)
            {
              dect_flow_need (flow, PHOTO_MM + CAPTION_MM + 10);
              dect_flow_heading (flow, _("Pictures taken"), NULL);
            }
          else
            dect_flow_space (flow, GAP_MM);
          row = dect_sheets_keep (self, g_new0 (Row, 1), row_free);
          dect_flow_block (flow, draw_row, PHOTO_MM + CAPTION_MM, row);
        }
      row->photos[row->n++] = photo;
    }
}

static DectSheetTable *
make_table (const DectSheetSite *site, GArray *rfps)
{
  const DectColumn columns[] = {
    { _("Room"), DECT_COLUMN_TEXT, 44, 2, NULL },
    { C_("base station", "No."), DECT_COLUMN_STRONG, 10, 0, NULL },
    /* Translators: a picture to take: of the base station, so near that its label can be read */
    { _("Label and MAC"), DECT_COLUMN_CHECK, 22, 0, NULL },
    /* Translators: a picture to take */
    { _("Whole wall"), DECT_COLUMN_CHECK, 20, 0, NULL },
    /* Translators: a picture to take */
    { _("View into the room"), DECT_COLUMN_CHECK, 24, 0, NULL },
    /* Translators: a picture to take */
    { _("Outlet or patch panel"), DECT_COLUMN_CHECK, 26, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < rfps->len; i++)
    {
      guint index = g_array_index (rfps, guint, i);
      const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, index);
      const DectFloor *floor = dect_snapshot_find_floor (site->snapshot, rfp->floor);
      g_autofree char *title
          = floor != NULL ? dect_sheet_floor_title (site->snapshot, floor) : NULL;
      const DectCell cells[] = {
        { dect_sheet_place_text (rfp), title },
        { site->labels[index] },
        { NULL },
        { NULL },
        { NULL },
        { NULL },
      };

      dect_sheet_table_add (table, cells);
    }
  return table;
}

/* In the order in which somebody walks: floor by floor, base stations of a room one after the
 * other. */
static GArray *
collect (DectSnapshot *snapshot)
{
  g_autoptr (GPtrArray) floors = dect_sheet_floors (snapshot);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i <= floors->len; i++)
    {
      g_autoptr (GArray) rfps
          = dect_sheet_rfps (snapshot, i < floors->len ? g_ptr_array_index (floors, i) : NULL);
      guint n = rfps->len;

      for (guint k = 0; k < n; k++)
        {
          guint first = g_array_index (rfps, guint, k);
          const char *room;

          if (first == G_MAXUINT)
            continue;
          room = dect_snapshot_rfp (snapshot, first)->room;
          for (guint m = k; m < n; m++)
            {
              guint other = g_array_index (rfps, guint, m);

              if (m == k
                  || (other != G_MAXUINT && room != NULL
                      && g_strcmp0 (room, dect_snapshot_rfp (snapshot, other)->room) == 0))
                {
                  g_array_append_val (all, other);
                  g_array_index (rfps, guint, m) = G_MAXUINT;
                }
            }
        }
    }
  return all;
}

gboolean
dect_sheets_add_photos (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) rfps = NULL;
  DectSheetHead head;
  DectFlow flow;

  if (dect_snapshot_count (self->site.snapshot, DECT_KIND_RFP) == 0)
    return TRUE;

  dect_sheet_head_init (&head, &self->site, g_strdup (_("Pictures")),
                        g_strdup (_("What to photograph, room by room")));
  head.hint = g_strdup (_("Take pictures after mounting, before the ladder goes."));
  dect_flow_begin (&flow, self, context, DECT_SHEET_PHOTOS, &head);
  dect_sheet_head_clear (&head);
  rfps = collect (self->site.snapshot);
  dect_flow_table (&flow, make_table (&self->site, rfps));
  dect_flow_space (&flow, GAP_MM);
  add_photos (self, &flow, rfps);

  return dect_sheets_check (self, 0.4, cancellable, error);
}
