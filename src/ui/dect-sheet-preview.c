/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-sheet-preview.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-sheet-view.h"
#include "model/dect-cancel.h"

/* Zoom 1 = as wide as there is room. */
#define ZOOM_STEP 1.25
#define ZOOM_MAX 4.0
#define MARGIN_PX 12

struct _DectSheetPreview
{
  GtkWidget parent_instance;
  GtkWidget *scrolled;
  GtkListView *list;
  GtkStringList *pages; /* the numbers, from 1 */
  DectSheets *sheets;
  DectLabelSheet labels;
  gboolean has_labels;
  guint n_used;
  GPtrArray *views; /* those that show a page; not owned */
  GCancellable *cancellable;
  gboolean is_drawing;
  guint draw_id;
  double zoom;
};

G_DEFINE_FINAL_TYPE (DectSheetPreview, dect_sheet_preview, GTK_TYPE_WIDGET)

enum
{
  LABEL_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Pictures ------------------------------------------------------------------------------------ */

typedef struct
{
  DectSheets *sheets;
  guint page;
  int width;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  dect_sheets_unref (drawing->sheets);
  g_free (drawing);
}

static GdkTexture *
take_texture (cairo_surface_t *surface)
{
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  Drawing *drawing = task_data;
  double width_mm, height_mm, scale;
  cairo_surface_t *surface;
  cairo_t *cr;

  dect_sheets_get_paper (drawing->sheets, drawing->page, &width_mm, &height_mm);
  scale = drawing->width / width_mm;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, drawing->width,
                                        MAX (1, (int) lround (height_mm * scale)));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  dect_sheets_draw_page (drawing->sheets, cr, drawing->page);
  cairo_destroy (cr);
  g_task_return_pointer (task, take_texture (surface), g_object_unref);
}

static void draw_next (DectSheetPreview *self);

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectSheetPreview *self = DECT_SHEET_PREVIEW (source);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  self->is_drawing = FALSE;
  for (guint i = 0; i < self->views->len && texture != NULL; i++)
    {
      DectSheetView *view = self->views->pdata[i];

      if (drawing->sheets == self->sheets && dect_sheet_view_get_page (view) == drawing->page)
        dect_sheet_view_set_picture (view, texture);
    }
  draw_next (self);
}

static gboolean
is_in_sight (DectSheetPreview *self, DectSheetView *view)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (GTK_WIDGET (view))
         && gtk_widget_compute_bounds (GTK_WIDGET (view), self->scrolled, &bounds)
         && bounds.origin.y < (float) gtk_widget_get_height (self->scrolled)
         && bounds.origin.y + bounds.size.height > 0;
}

/* A page that wants a picture, one in sight if there is one; the sheets are drawn by one thread at
 * a time. */
static DectSheetView *
find_wanting (DectSheetPreview *self, gboolean in_sight)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      DectSheetView *view = self->views->pdata[i];

      if (dect_sheet_view_get_wanted_width (view) > 0 && (!in_sight || is_in_sight (self, view)))
        return view;
    }

  return NULL;
}

static void
draw_next (DectSheetPreview *self)
{
  g_autoptr (GTask) task = NULL;
  DectSheetView *view;
  Drawing *drawing;

  if (self->is_drawing || self->sheets == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  view = find_wanting (self, TRUE);
  if (view == NULL)
    view = find_wanting (self, FALSE);
  if (view == NULL)
    return;

  self->is_drawing = TRUE;
  drawing = g_new0 (Drawing, 1);
  drawing->sheets = dect_sheets_ref (self->sheets);
  drawing->page = dect_sheet_view_get_page (view);
  drawing->width = dect_sheet_view_get_wanted_width (view);
  task = g_task_new (self, self->cancellable, drawn_cb, NULL);
  g_task_set_source_tag (task, draw_next);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_thread);
}

static gboolean
draw_idle_cb (gpointer user_data)
{
  DectSheetPreview *self = user_data;

  self->draw_id = 0;
  draw_next (self);
  return G_SOURCE_REMOVE;
}

/* Later, when the pages have their places. */
static void
queue_drawing (DectSheetPreview *self)
{
  if (self->draw_id == 0)
    self->draw_id = g_idle_add_full (G_PRIORITY_LOW, draw_idle_cb, self, NULL);
}

/* --- Pages --------------------------------------------------------------------------------------- */

static void
picked_cb (DectSheetView *view, double x_mm, double y_mm, DectSheetPreview *self)
{
  gint index = self->has_labels && dect_sheet_view_get_page (view) == 0
                   ? dect_label_sheet_find_at (&self->labels, x_mm, y_mm)
                   : -1;

  if (index >= 0)
    g_signal_emit (self, signals[LABEL_PICKED], 0, (guint) index);
}

static int
page_width (DectSheetPreview *self)
{
  int room = gtk_widget_get_width (self->scrolled) - 2 * MARGIN_PX;

  return self->zoom > 1 ? (int) (room * self->zoom) : 0;
}

static void
show_labels (DectSheetPreview *self, DectSheetView *view)
{
  guint n_used = dect_sheet_view_get_page (view) == 0 ? self->n_used : 0;

  dect_sheet_view_set_labels (view, self->has_labels ? &self->labels : NULL, n_used);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, DectSheetPreview *self)
{
  GtkWidget *view = dect_sheet_view_new ();

  gtk_widget_set_margin_top (view, MARGIN_PX / 2);
  gtk_widget_set_margin_bottom (view, MARGIN_PX / 2);
  gtk_widget_set_margin_start (view, MARGIN_PX);
  gtk_widget_set_margin_end (view, MARGIN_PX);
  gtk_list_item_set_child (item, view);
  gtk_list_item_set_activatable (item, FALSE);
  g_signal_connect_object (view, "picked", G_CALLBACK (picked_cb), self, 0);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, DectSheetPreview *self)
{
  DectSheetView *view = DECT_SHEET_VIEW (gtk_list_item_get_child (item));
  guint page = gtk_list_item_get_position (item);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  g_autofree char *name = g_strdup_printf (_("Page %u of %u"), page + 1, n_pages);
  double width_mm, height_mm;

  if (self->sheets == NULL || page >= dect_sheets_count_pages (self->sheets))
    return;
  dect_sheets_get_paper (self->sheets, page, &width_mm, &height_mm);
  dect_sheet_view_set_page (view, page, width_mm, height_mm);
  dect_sheet_view_set_width (view, page_width (self));
  show_labels (self, view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_ptr_array_add (self->views, view);
  queue_drawing (self);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, DectSheetPreview *self)
{
  DectSheetView *view = DECT_SHEET_VIEW (gtk_list_item_get_child (item));

  g_ptr_array_remove (self->views, view);
  dect_sheet_view_set_picture (view, NULL);
}

/* --- Widget -------------------------------------------------------------------------------------- */

static void
dect_sheet_preview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DectSheetPreview *self = DECT_SHEET_PREVIEW (widget);

  gtk_widget_size_allocate (self->scrolled, &(GtkAllocation){ 0, 0, width, height }, baseline);
  queue_drawing (self);
}

static void
dect_sheet_preview_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  gtk_widget_measure (DECT_SHEET_PREVIEW (widget)->scrolled, orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static void
dect_sheet_preview_dispose (GObject *object)
{
  DectSheetPreview *self = DECT_SHEET_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->draw_id, g_source_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->pages);
  g_clear_pointer (&self->sheets, dect_sheets_unref);
  G_OBJECT_CLASS (dect_sheet_preview_parent_class)->dispose (object);
}

/* What is being drawn holds the widget, which is not disposed of before: its end is here. */
static void
dect_sheet_preview_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (DECT_SHEET_PREVIEW (widget)->cancellable);
  GTK_WIDGET_CLASS (dect_sheet_preview_parent_class)->unroot (widget);
}

static void
dect_sheet_preview_finalize (GObject *object)
{
  DectSheetPreview *self = DECT_SHEET_PREVIEW (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->views);
  G_OBJECT_CLASS (dect_sheet_preview_parent_class)->finalize (object);
}

static void
dect_sheet_preview_class_init (DectSheetPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_sheet_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_sheet_preview_finalize;
  widget_class->unroot = dect_sheet_preview_unroot;
  widget_class->size_allocate = dect_sheet_preview_size_allocate;
  widget_class->measure = dect_sheet_preview_measure;
  gtk_widget_class_set_css_name (widget_class, "sheetpreview");

  signals[LABEL_PICKED] = g_signal_new ("label-picked", DECT_TYPE_SHEET_PREVIEW, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dect_sheet_preview_init (DectSheetPreview *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection;
  GtkAdjustment *adjustment;

  self->zoom = 1;
  self->views = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->pages = gtk_string_list_new (NULL);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->pages))));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (selection, factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pages as they will be printed"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_drawing), self,
                           G_CONNECT_SWAPPED);
}

void
dect_sheet_preview_set_sheets (DectSheetPreview *self,
                               DectSheets *sheets,
                               const DectLabelSheet *labels,
                               guint n_used)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) numbers = NULL;

  g_return_if_fail (DECT_IS_SHEET_PREVIEW (self));

  /* Nobody looks at the ones before. */
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (sheets != NULL)
    dect_sheets_ref (sheets);
  g_clear_pointer (&self->sheets, dect_sheets_unref);
  self->sheets = sheets;
  self->has_labels = labels != NULL;
  if (labels != NULL)
    self->labels = *labels;
  self->n_used = n_used;

  for (guint i = 0; sheets != NULL && i < dect_sheets_count_pages (sheets); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      g_strv_builder_add (builder, number);
    }
  numbers = g_strv_builder_end (builder);
  gtk_string_list_splice (self->pages, 0, g_list_model_get_n_items (G_LIST_MODEL (self->pages)),
                          (const char *const *) numbers);
}

void
dect_sheet_preview_zoom (DectSheetPreview *self, int steps)
{
  g_return_if_fail (DECT_IS_SHEET_PREVIEW (self));

  self->zoom = steps == 0 ? 1 : CLAMP (self->zoom * pow (ZOOM_STEP, steps), 1, ZOOM_MAX);
  for (guint i = 0; i < self->views->len; i++)
    dect_sheet_view_set_width (self->views->pdata[i], page_width (self));
  queue_drawing (self);
}

gboolean
dect_sheet_preview_is_drawn (DectSheetPreview *self)
{
  guint n_in_sight = 0;

  g_return_val_if_fail (DECT_IS_SHEET_PREVIEW (self), FALSE);

  for (guint i = 0; i < self->views->len; i++)
    if (is_in_sight (self, self->views->pdata[i]))
      n_in_sight++;
  return self->sheets != NULL && n_in_sight > 0 && find_wanting (self, TRUE) == NULL;
}
