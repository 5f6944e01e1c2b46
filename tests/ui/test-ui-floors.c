/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "dect-application.h"
#include "dect-crop-dialog.h"
#include "dect-crop-view.h"
#include "dect-document-plans.h"
#include "dect-field-row.h"
#include "dect-floor-inspector.h"
#include "dect-floor-list.h"
#include "dect-floor-row.h"
#include "dect-page-chooser.h"
#include "dect-plan-import.h"
#include "dect-plan-page-private.h"
#include "dect-window.h"
#include "support/ui-support.h"

typedef struct
{
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  DectWindow *window;
  GtkWidget *page;
} Fixture;

static GtkWidget *
find (GtkWidget *parent, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->document = dect_document_new ();
  fixture->site = dect_document_get_site (fixture->document);
  fixture->history = dect_document_get_history (fixture->document);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->page = find (GTK_WIDGET (fixture->window), DECT_TYPE_PLAN_PAGE);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  g_object_unref (fixture->document);
}

static const DectFloor *
get_floor (Fixture *fixture)
{
  return DECT_FLOOR (
      dect_site_find_record (fixture->site, dect_document_get_floor (fixture->document)));
}

static guint
count (Fixture *fixture, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (fixture->site, kind));
}

/* A sheet with one black line, each page 100 points wider than the one before. */
static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (guint n_pages)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 400, 200);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++)
    {
      cairo_pdf_surface_set_size (surface, 400 + 100 * i, 200);
      cairo_move_to (cr, 10, 10);
      cairo_line_to (cr, 300, 100);
      cairo_stroke (cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
put (Fixture *fixture, guint32 floor, DectPlan *plan, guint page, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dect_plan_put_async (fixture->document, floor, plan, page, NULL, result_cb, &result);
  run_until (result != NULL);
  return dect_plan_put_finish (fixture->document, result, error);
}

static void
put_plan (Fixture *fixture, guint n_pages, guint page)
{
  g_autoptr (GBytes) bytes = make_pdf (n_pages);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (put (fixture, dect_document_get_floor (fixture->document), plan, page, &error));
  g_assert_no_error (error);
}

static guint32
add_rfp (Fixture *fixture, double x_m, double y_m)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->floor = dect_document_get_floor (fixture->document);
  rfp->x_m = x_m;
  rfp->y_m = y_m;
  return dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Add", NULL);
}

/* --- Floors -------------------------------------------------------------------------------------- */

static DectFloorRow *
get_row (Fixture *fixture)
{
  GtkWidget *list = find (find (fixture->page, DECT_TYPE_FLOOR_LIST), GTK_TYPE_LIST_BOX);

  return DECT_FLOOR_ROW (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_activate_action (fixture->page, "plan.rename-floor", NULL);
  entry = find (GTK_WIDGET (get_row (fixture)), GTK_TYPE_ENTRY);
  g_assert_true (gtk_widget_get_child_visible (entry));
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Name of the floor");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Ground floor");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  Parterre ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (get_floor (fixture)->name, ==, "Parterre");
  dect_history_undo (fixture->history);
  g_assert_cmpstr (get_floor (fixture)->name, ==, "Ground floor");

  /* Given up, nothing is changed. */
  dect_floor_row_rename (get_row (fixture));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Something else");
  dect_floor_row_stop (get_row (fixture));
  g_assert_cmpstr (get_floor (fixture)->name, ==, "Ground floor");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  guint32 ground = dect_document_get_floor (fixture->document);
  guint32 first, second;

  gtk_widget_activate_action (fixture->page, "plan.add-floor", NULL);
  first = dect_document_get_floor (fixture->document);
  gtk_widget_activate_action (fixture->page, "plan.add-floor", NULL);
  second = dect_document_get_floor (fixture->document);
  g_assert_cmpint (get_floor (fixture)->level, ==, 2);
  gtk_widget_activate_action (fixture->page, "plan.floor-up", NULL);
  g_assert_cmpint (get_floor (fixture)->level, ==, 2);
  gtk_widget_activate_action (fixture->page, "plan.floor-down", NULL);
  gtk_widget_activate_action (fixture->page, "plan.floor-down", NULL);
  g_assert_cmpint (get_floor (fixture)->level, ==, 0);
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (fixture->site, ground))->level, ==, 1);
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (fixture->site, first))->level, ==, 2);
  dect_history_undo (fixture->history);
  dect_history_undo (fixture->history);

  /* As a drop does it. */
  gtk_widget_activate_action (fixture->page, "plan.move-floor", "(ui)", ground, 2);
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (fixture->site, ground))->level, ==, 2);
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (fixture->site, second))->level, ==, 1);
  gtk_widget_activate_action (fixture->page, "plan.move-floor", "(ui)", 4711u, 0);

  gtk_widget_activate_action (fixture->page, "plan.floor-above", NULL);
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==, ground);
  gtk_widget_activate_action (fixture->page, "plan.floor-above", NULL);
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==, ground);
  gtk_widget_activate_action (fixture->page, "plan.floor-below", NULL);
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==, second);
}

static void
test_duplicate_remove (Fixture *fixture, gconstpointer data)
{
  guint32 ground = dect_document_get_floor (fixture->document);

  add_rfp (fixture, 3, 4);
  gtk_widget_activate_action (fixture->page, "plan.duplicate-floor", "b", TRUE);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 2);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 2);
  g_assert_cmpuint (dect_document_get_floor (fixture->document), !=, ground);
  gtk_widget_activate_action (fixture->page, "plan.remove-floor", NULL);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 1);
  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 2);
  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 1);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  gtk_widget_activate_action (fixture->page, "plan.duplicate-floor", "b", FALSE);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
}

static void
test_buildings (Fixture *fixture, gconstpointer data)
{
  guint32 second;

  gtk_widget_activate_action (fixture->page, "plan.add-building", NULL);
  g_assert_cmpuint (count (fixture, DECT_KIND_BUILDING), ==, 2);
  second = get_floor (fixture)->building;
  gtk_widget_activate_action (fixture->page, "plan.add-floor-to", "u", second);
  g_assert_cmpint (get_floor (fixture)->level, ==, 1);
  g_assert_cmpuint (get_floor (fixture)->building, ==, second);
  gtk_widget_activate_action (fixture->page, "plan.remove-building", "u", second);
  g_assert_cmpuint (count (fixture, DECT_KIND_BUILDING), ==, 1);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 1);
  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 3);
  /* No building, and a thing that is none. */
  gtk_widget_activate_action (fixture->page, "plan.remove-building", "u", 4711u);
  gtk_widget_activate_action (fixture->page, "plan.remove-building", "u",
                              dect_document_get_floor (fixture->document));
  g_assert_cmpuint (count (fixture, DECT_KIND_BUILDING), ==, 2);
}

/* --- Plan image ---------------------------------------------------------------------------------- */

static void
set_crop (Fixture *fixture)
{
  DectFloor *floor = dect_floor_copy (get_floor (fixture));

  floor->plan_left = 50;
  floor->plan_scale_m = 0.1;
  dect_history_put_one (fixture->history, DECT_RECORD (floor), "Crop", NULL);
}

/* A later edition of the same drawing keeps what was set; another drawing does not. */
static void
test_put (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_pdf (1);
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, NULL);

  put_plan (fixture, 3, 0);
  set_crop (fixture);
  put_plan (fixture, 2, 0);
  g_assert_cmpfloat (get_floor (fixture)->plan_left, ==, 50);
  g_assert_cmpfloat (get_floor (fixture)->plan_scale_m, ==, 0.1);
  put_plan (fixture, 2, 1);
  g_assert_cmpint (get_floor (fixture)->plan_page, ==, 1);
  g_assert_true (isnan (get_floor (fixture)->plan_left));
  g_assert_true (isnan (get_floor (fixture)->plan_scale_m));
  dect_history_undo (fixture->history);
  g_assert_cmpfloat (get_floor (fixture)->plan_left, ==, 50);
  g_assert_false (put (fixture, 4711, plan, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_turn (Fixture *fixture, gconstpointer data)
{
  guint32 rfp;
  const DectRfp *record;
  DectTransform transform;
  DectPoint middle;

  put_plan (fixture, 1, 0);
  set_crop (fixture);
  rfp = add_rfp (fixture, 10, 4);
  transform = dect_floor_plan_transform (get_floor (fixture));
  middle = dect_transform_apply (&transform, (DectPoint){ 225, 100 });
  gtk_widget_activate_action (fixture->page, "plan.turn", "d", 90.0);
  run_until (get_floor (fixture)->plan_rotation_deg != 0);
  g_assert_cmpfloat (get_floor (fixture)->plan_rotation_deg, ==, 90);
  transform = dect_floor_plan_transform (get_floor (fixture));
  g_assert_cmpfloat_with_epsilon (dect_transform_apply (&transform, (DectPoint){ 225, 100 }).x,
                                  middle.x, 1e-9);
  record = DECT_RFP (dect_site_find_record (fixture->site, rfp));
  g_assert_cmpfloat (record->x_m, ==, 10);
  g_assert_cmpfloat (record->y_m, ==, 4);

  /* What was drawn on it comes along when asked for. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.turn-content", NULL);
  record = DECT_RFP (dect_site_find_record (fixture->site, rfp));
  g_assert_cmpfloat_with_epsilon (record->x_m, middle.x - (4 - middle.y), 1e-9);
  g_assert_cmpfloat_with_epsilon (record->y_m, middle.y + (10 - middle.x), 1e-9);
  dect_history_undo (fixture->history);
  dect_history_undo (fixture->history);
  g_assert_cmpfloat (get_floor (fixture)->plan_rotation_deg, ==, 0);
  /* Nonsense does nothing. */
  gtk_widget_activate_action (fixture->page, "plan.turn", "d", (double) NAN);
  g_assert_cmpfloat (get_floor (fixture)->plan_rotation_deg, ==, 0);
}

/* Typed into its row, an angle turns about the middle as well. */
static void
test_turn_typed (Fixture *fixture, gconstpointer data)
{
  DectFieldRow *row = DECT_FIELD_ROW (
      g_object_ref_sink (dect_field_row_new (DECT_KIND_FLOOR, "plan_rotation_deg")));
  DectTransform before, after;
  DectPoint here, there;

  put_plan (fixture, 1, 0);
  before = dect_floor_plan_transform (get_floor (fixture));
  here = dect_transform_apply (&before, (DectPoint){ 200, 100 });
  dect_field_row_set_item (
      row, fixture->document,
      dect_site_find (fixture->site, dect_document_get_floor (fixture->document)));
  dect_field_row_set_text (row, "270");
  g_assert_cmpfloat (get_floor (fixture)->plan_rotation_deg, ==, 270);
  after = dect_floor_plan_transform (get_floor (fixture));
  there = dect_transform_apply (&after, (DectPoint){ 200, 100 });
  g_assert_cmpfloat_with_epsilon (here.x, there.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (here.y, there.y, 1e-9);
  g_assert_finalize_object (row);
}

static GtkWidget *
find_spin (GtkWidget *parent, guint which)
{
  GtkWidget *box = find (parent, GTK_TYPE_SPIN_BUTTON);

  box = gtk_widget_get_parent (box);
  for (guint i = 0; i < which; i++)
    box = gtk_widget_get_next_sibling (box);
  return find (box, GTK_TYPE_SPIN_BUTTON);
}

static void
press_suggested (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, "suggested-action"))
        {
          g_signal_emit_by_name (child, "clicked");
          return;
        }
      press_suggested (child);
    }
}

static void
test_crop (Fixture *fixture, gconstpointer data)
{
  guint32 floor = dect_document_get_floor (fixture->document);
  GtkWindow *dialog;
  DectCropView *view;
  DectPlan *plan;
  DectCrop crop;

  put_plan (fixture, 1, 0);
  plan = dect_document_peek_plan (fixture->document, get_floor (fixture)->plan);
  g_assert_null (dect_crop_dialog_new (fixture->document, 4711, plan));
  dialog = dect_crop_dialog_new (fixture->document, floor, plan);
  view = DECT_CROP_VIEW (find (GTK_WIDGET (dialog), DECT_TYPE_CROP_VIEW));
  gtk_test_accessible_assert_property (find_spin (GTK_WIDGET (dialog), 2),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Right");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (dialog), 2)), 300);
  /* The left edge pushes the right one along. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (dialog), 0)), 350);
  crop = dect_crop_view_get_crop (view);
  g_assert_cmpfloat (crop.left, ==, 350);
  g_assert_cmpfloat (crop.right, >, 350);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (dialog), 2)), 380);
  press_suggested (GTK_WIDGET (dialog));
  g_assert_cmpfloat (get_floor (fixture)->plan_left, ==, 350);
  g_assert_cmpfloat (get_floor (fixture)->plan_right, ==, 380);
  g_assert_true (isnan (get_floor (fixture)->plan_top));
  g_assert_true (isnan (get_floor (fixture)->plan_bottom));
  dect_history_undo (fixture->history);
  g_assert_true (isnan (get_floor (fixture)->plan_left));
}

static void
chosen_cb (DectPlan *plan, guint page, gpointer user_data)
{
  *(guint *) user_data = page;
}

static void
test_pages (void)
{
  g_autoptr (GBytes) bytes = make_pdf (12);
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, NULL);
  guint page = G_MAXUINT;
  GtkWindow *chooser = dect_page_chooser_new (plan, 3, chosen_cb, &page, NULL);
  GtkFlowBox *pages = GTK_FLOW_BOX (find (GTK_WIDGET (chooser), GTK_TYPE_FLOW_BOX));
  GtkWidget *last = GTK_WIDGET (gtk_flow_box_get_child_at_index (pages, 11));

  g_object_ref (chooser);
  gtk_test_accessible_assert_property (last, GTK_ACCESSIBLE_PROPERTY_LABEL, "Page 12");
  /* All of them get their pictures, one after the other. */
  run_until (gtk_picture_get_paintable (GTK_PICTURE (find (last, GTK_TYPE_PICTURE))) != NULL);
  press_suggested (GTK_WIDGET (chooser));
  g_assert_cmpuint (page, ==, 3);
  gtk_window_destroy (chooser);
  g_assert_finalize_object (chooser);
}

static void
offer (GdkClipboard *clipboard, const char *mime_type, GBytes *bytes)
{
  g_autoptr (GdkContentProvider) provider = gdk_content_provider_new_for_bytes (mime_type, bytes);

  g_assert_true (gdk_clipboard_set_content (clipboard, provider));
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->page);
  guint8 *pixels = g_malloc0 (60 * 40 * 4);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, 60 * 40 * 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (60, 40, GDK_MEMORY_DEFAULT, bytes, 240);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
  double width, height;

  gdk_clipboard_set_text (clipboard, "no image");
  g_assert_false (dect_plan_page_can_paste_image (DECT_PLAN_PAGE (fixture->page)));
  gtk_widget_activate_action (fixture->page, "plan.paste-image", NULL);
  g_assert_null (get_floor (fixture)->plan);
  offer (clipboard, "image/png", png);
  g_assert_true (dect_plan_page_can_paste_image (DECT_PLAN_PAGE (fixture->page)));
  gtk_widget_activate_action (fixture->page, "plan.paste-image", NULL);
  run_until (get_floor (fixture)->plan != NULL);
  g_assert_true (g_str_has_suffix (get_floor (fixture)->plan, ".png"));
  dect_plan_get_size (dect_document_peek_plan (fixture->document, get_floor (fixture)->plan), 0,
                      &width, &height);
  g_assert_cmpfloat (width, ==, 60);
  dect_history_undo (fixture->history);
  g_assert_null (get_floor (fixture)->plan);
}

/* What another program puts there comes as it is, and is looked at by nobody but the decoder: a PDF
 * stays one; what is none is refused like a file; of what GTK could decode, and nobody else here,
 * nothing is taken. */
static void
test_paste_bytes (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->page);
  g_autoptr (GBytes) pdf = make_pdf (1);
  g_autoptr (GBytes) svg
      = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", 59);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("\x89PNG\r\n\x1A\nnonsense", 16);
  g_autofree char *before = NULL;

  offer (clipboard, "application/pdf", pdf);
  g_assert_true (dect_plan_page_can_paste_image (DECT_PLAN_PAGE (fixture->page)));
  gtk_widget_activate_action (fixture->page, "plan.paste-image", NULL);
  run_until (get_floor (fixture)->plan != NULL);
  g_assert_true (g_str_has_suffix (get_floor (fixture)->plan, ".pdf"));
  g_assert_true (
      g_bytes_equal (dect_site_get_blob (fixture->site, get_floor (fixture)->plan), pdf));

  offer (clipboard, "image/svg+xml", svg);
  gtk_widget_activate_action (fixture->page, "plan.paste-image", NULL);
  run_until (g_str_has_suffix (get_floor (fixture)->plan, ".svg"));

  before = g_strdup (get_floor (fixture)->plan);
  offer (clipboard, "image/png", nonsense);
  gtk_widget_activate_action (fixture->page, "plan.paste-image", NULL);
  run_until (DECT_PLAN_PAGE (fixture->page)->import_failed);
  g_assert_cmpstr (get_floor (fixture)->plan, ==, before);

  offer (clipboard, "image/tiff", nonsense);
  g_assert_false (dect_plan_page_can_paste_image (DECT_PLAN_PAGE (fixture->page)));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;
  g_autoptr (DectPlan) plan = dect_plan_load_finish (result, error);

  g_assert_null (plan);
}

static void
assert_refused (GBytes *bytes, DectPlanError code)
{
  g_autoptr (GError) error = NULL;

  dect_plan_load_bytes_async (bytes, NULL, loaded_cb, &error);
  run_until (error != NULL);
  g_assert_error (error, DECT_PLAN_ERROR, (gint) code);
}

/* 30 000 x 30 000 pixels by its header, a PDF that is cut off, and nothing. */
static void
test_bad_images (void)
{
  static const guint8 huge[]
      = { 0x89, 'P', 'N', 'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,   0,   13,   'I',  'H',  'D',
          'R',  0,   0,   0x75, 0x30, 0,    0,    0x75, 0x30, 8,   0,   0,    0,    0,    0,
          0,    0,   0,   0,    0,    0,    0,    'I',  'E',  'N', 'D', 0xAE, 0x42, 0x60, 0x82 };
  g_autoptr (GBytes) large = g_bytes_new_static (huge, sizeof huge);
  g_autoptr (GBytes) pdf = make_pdf (1);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (pdf, 0, g_bytes_get_size (pdf) / 2);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  assert_refused (large, DECT_PLAN_ERROR_PIXELS);
  assert_refused (half, DECT_PLAN_ERROR_DAMAGED);
  assert_refused (nothing, DECT_PLAN_ERROR_FORMAT);
}

static void
test_opacity (Fixture *fixture, gconstpointer data)
{
  GtkWidget *inspector = find (fixture->page, DECT_TYPE_FLOOR_INSPECTOR);
  GtkWidget *scale = find (inspector, GTK_TYPE_SCALE);

  gtk_test_accessible_assert_property (scale, GTK_ACCESSIBLE_PROPERTY_LABEL, "Opacity of the plan");
  gtk_range_set_value (GTK_RANGE (scale), 0.3);
  g_assert_cmpfloat_with_epsilon (dect_document_get_plan_opacity (fixture->document), 0.3, 1e-9);
  dect_document_set_plan_opacity (fixture->document, 7);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (scale)), ==, 1);
  /* Of the view: the site is as it was. */
  g_assert_false (dect_document_get_modified (fixture->document));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  ADD ("/ui/floors/rename", test_rename);
  ADD ("/ui/floors/order", test_order);
  ADD ("/ui/floors/duplicate-remove", test_duplicate_remove);
  ADD ("/ui/floors/buildings", test_buildings);
  ADD ("/ui/floors/put", test_put);
  ADD ("/ui/floors/turn", test_turn);
  ADD ("/ui/floors/turn-typed", test_turn_typed);
  ADD ("/ui/floors/crop", test_crop);
  ADD ("/ui/floors/paste", test_paste);
  ADD ("/ui/floors/paste-bytes", test_paste_bytes);
  ADD ("/ui/floors/opacity", test_opacity);
  g_test_add_func ("/ui/floors/pages", test_pages);
  g_test_add_func ("/ui/floors/bad-images", test_bad_images);

  return g_test_run ();
}
