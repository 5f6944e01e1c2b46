/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>

#include "dect-application.h"
#include "dect-field-row.h"
#include "dect-inspector.h"
#include "dect-many-inspector.h"
#include "dect-part-inspector.h"
#include "dect-photo-row.h"
#include "dect-rfp-inspector.h"
#include "plan/dect-photo.h"
#include "store/dect-store.h"
#include "support/ui-support.h"

typedef struct
{
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  GtkWidget *inspector;
  guint32 rfps[3];
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->document = dect_document_new ();
  fixture->site = dect_document_get_site (fixture->document);
  fixture->history = dect_document_get_history (fixture->document);
  for (guint i = 0; i < 3; i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      rfp->number = (gint) i + 1;
      rfp->mount_m = 2.5 + i;
      rfp->model = g_strdup (i < 2 ? "45" : "35");
      rfp->role = i == 0 ? DECT_ROLE_MASTER : DECT_ROLE_NORMAL;
      fixture->rfps[i] = dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Add", NULL);
    }
  fixture->inspector = g_object_ref_sink (g_object_new (DECT_TYPE_INSPECTOR, NULL));
  dect_inspector_set_document (DECT_INSPECTOR (fixture->inspector), fixture->document);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  dect_inspector_set_document (DECT_INSPECTOR (fixture->inspector), NULL);
  g_assert_finalize_object (fixture->inspector);
  g_object_unref (fixture->document);
}

static const DectRfp *
get_rfp (Fixture *fixture, guint which)
{
  return DECT_RFP (dect_site_find_record (fixture->site, fixture->rfps[which]));
}

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

/* The row of a field that has something to edit. */
static DectFieldRow *
find_row (GtkWidget *parent, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      DectFieldRow *found;

      if (!gtk_widget_get_visible (child))
        continue;
      if (DECT_IS_FIELD_ROW (child)
          && g_str_equal (dect_field_row_get_field (DECT_FIELD_ROW (child))->id, id))
        return DECT_FIELD_ROW (child);
      found = find_row (child, id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* --- Several at once ----------------------------------------------------------------------------- */

static void
test_many (Fixture *fixture, gconstpointer data)
{
  GtkWidget *many = find (fixture->inspector, DECT_TYPE_MANY_INSPECTOR);
  DectFieldRow *mount, *model, *room, *role;
  g_autofree char *text = NULL;
  GtkWidget *entry;

  dect_document_select (fixture->document, fixture->rfps, 3);
  mount = find_row (many, "mount_m");
  model = find_row (many, "model");
  room = find_row (many, "room");
  role = find_row (many, "role");
  entry = find (GTK_WIDGET (mount), GTK_TYPE_ENTRY);
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "Mixed");
  g_assert_null (dect_field_row_get_problem (mount));
  g_assert_cmpstr (
      gtk_entry_get_placeholder_text (GTK_ENTRY (find (GTK_WIDGET (room), GTK_TYPE_ENTRY))), !=,
      "Mixed");

  /* One value for all, in one step; nothing else is touched. */
  dect_field_row_set_text (mount, "3,2");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (get_rfp (fixture, i)->mount_m, ==, 3.2);
  g_assert_cmpint (get_rfp (fixture, 0)->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (get_rfp (fixture, 1)->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpstr (get_rfp (fixture, 2)->model, ==, "35");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), !=, "Mixed");
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==,
                   "Change Mount height of 3 things");
  dect_history_undo (fixture->history);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (get_rfp (fixture, i)->mount_m, ==, 2.5 + i);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "Mixed");

  /* Wrong text says why, stays, and changes nothing. */
  dect_field_row_set_text (mount, "high");
  g_assert_nonnull (dect_field_row_get_problem (mount));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (get_rfp (fixture, i)->mount_m, ==, 2.5 + i);
  g_free (g_steal_pointer (&text));
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "high");

  /* A drop-down takes a word for it, and loses it with the first choice. */
  g_free (g_steal_pointer (&text));
  text = dect_field_row_get_text (model);
  g_assert_cmpstr (text, !=, "45");
  dect_field_row_set_text (model, "45");
  g_assert_cmpstr (get_rfp (fixture, 2)->model, ==, "45");
  /* One of them can be the master, not three. */
  dect_field_row_set_text (role, "master");
  g_assert_nonnull (dect_field_row_get_problem (role));
  g_assert_cmpint (get_rfp (fixture, 1)->role, ==, DECT_ROLE_NORMAL);
  dect_field_row_set_text (role, "normal");
  g_assert_null (dect_field_row_get_problem (role));
  g_assert_cmpint (get_rfp (fixture, 0)->role, ==, DECT_ROLE_NORMAL);
}

static GtkWidget *
find_toggle (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (root)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child, label);
  return found;
}

/* The buttons of the role move it from one base station to the other. */
static void
test_role (Fixture *fixture, gconstpointer data)
{
  GtkWidget *single = find (fixture->inspector, DECT_TYPE_RFP_INSPECTOR);
  GtkWidget *master = find_toggle (single, "Master");

  dect_document_select_one (fixture->document, fixture->rfps[1]);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (master), TRUE);
  g_assert_cmpint (get_rfp (fixture, 0)->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpint (get_rfp (fixture, 1)->role, ==, DECT_ROLE_MASTER);
  dect_history_undo (fixture->history);
  g_assert_cmpint (get_rfp (fixture, 0)->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (get_rfp (fixture, 1)->role, ==, DECT_ROLE_NORMAL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (master)));
}

/* What only one can have is not offered; different kinds share nothing. */
static void
test_many_kinds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *many = find (fixture->inspector, DECT_TYPE_MANY_INSPECTOR);
  DectWall *wall = dect_wall_new ();
  guint32 ids[3] = { fixture->rfps[0], fixture->rfps[1] };

  dect_document_select (fixture->document, fixture->rfps, 2);
  g_assert_null (find_row (many, "mac"));
  g_assert_null (find_row (many, "number"));
  g_assert_nonnull (find_row (many, "cluster"));
  g_assert_null (find_row (many, "material"));
  wall->floor = dect_document_get_floor (fixture->document);
  wall->x1_m = wall->y1_m = wall->y2_m = 0;
  wall->x2_m = 3;
  ids[2] = dect_history_put_one (fixture->history, DECT_RECORD (wall), "Add", NULL);
  dect_document_select (fixture->document, ids, 3);
  g_assert_null (find_row (many, "cluster"));
  g_assert_null (find_row (many, "material"));
}

/* Wrong input stays while another field is edited, while another thing is looked at, and until the
 * value itself changes. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  GtkWidget *rfp = find (fixture->inspector, DECT_TYPE_RFP_INSPECTOR);
  DectFieldRow *mount, *room;
  DectRfp *changed;
  char *text;

  dect_document_select_one (fixture->document, fixture->rfps[0]);
  mount = find_row (rfp, "mount_m");
  room = find_row (rfp, "room");
  dect_field_row_set_text (mount, "high");
  dect_field_row_set_text (room, "Lab");
  g_assert_cmpstr (get_rfp (fixture, 0)->room, ==, "Lab");
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "high");
  g_free (text);
  g_assert_nonnull (dect_field_row_get_problem (mount));

  dect_document_select_one (fixture->document, fixture->rfps[1]);
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "3.5");
  g_free (text);
  g_assert_null (dect_field_row_get_problem (mount));
  dect_document_select_one (fixture->document, fixture->rfps[0]);
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "high");
  g_free (text);
  g_assert_nonnull (dect_field_row_get_problem (mount));

  changed = dect_rfp_copy (get_rfp (fixture, 0));
  changed->mount_m = 4;
  dect_history_put_one (fixture->history, DECT_RECORD (changed), "Elsewhere", NULL);
  text = dect_field_row_get_text (mount);
  g_assert_cmpstr (text, ==, "4");
  g_free (text);
  g_assert_null (dect_field_row_get_problem (mount));
  dect_document_select_one (fixture->document, fixture->rfps[1]);
  dect_document_select_one (fixture->document, fixture->rfps[0]);
  g_assert_null (dect_field_row_get_problem (mount));
}

/* --- Walls and openings -------------------------------------------------------------------------- */

static void
test_part (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = find (fixture->inspector, DECT_TYPE_PART_INSPECTOR);
  DectWall *wall = dect_wall_new ();
  DectOpening *opening = dect_opening_new ();
  guint32 wall_id, opening_id;

  wall->floor = opening->floor = dect_document_get_floor (fixture->document);
  wall->x1_m = wall->y1_m = wall->y2_m = opening->x1_m = opening->y1_m = opening->y2_m = 0;
  wall->x2_m = 3;
  opening->x2_m = 1;
  wall_id = dect_history_put_one (fixture->history, DECT_RECORD (wall), "Add", NULL);
  opening_id = dect_history_put_one (fixture->history, DECT_RECORD (opening), "Add", NULL);

  dect_document_select_one (fixture->document, wall_id);
  g_assert_null (find_row (part, "kind"));
  dect_field_row_set_text (find_row (part, "material"), "concrete");
  dect_field_row_set_text (find_row (part, "x2_m"), "4.5");
  g_assert_cmpstr (DECT_WALL (dect_site_find_record (fixture->site, wall_id))->material, ==,
                   "concrete");
  g_assert_cmpfloat (DECT_WALL (dect_site_find_record (fixture->site, wall_id))->x2_m, ==, 4.5);
  dect_document_select_one (fixture->document, opening_id);
  g_assert_null (find_row (part, "material"));
  dect_field_row_set_text (find_row (part, "kind"), "window");
  g_assert_cmpint (DECT_OPENING (dect_site_find_record (fixture->site, opening_id))->kind, ==,
                   DECT_OPENING_WINDOW);
}

/* --- Photo --------------------------------------------------------------------------------------- */

static GFile *
make_photo (gint width, gint height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "handover-photo-test.jpg", NULL);

  gdk_pixbuf_fill (pixbuf, 0x8040C0FF);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "jpeg", NULL, NULL));
  return g_file_new_for_path (path);
}

static void
test_photo (Fixture *fixture, gconstpointer data)
{
  DectPhotoRow *row = DECT_PHOTO_ROW (find (fixture->inspector, DECT_TYPE_PHOTO_ROW));
  g_autoptr (GFile) file = make_photo (2400, 1200);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  GBytes *photo;

  dect_document_select_one (fixture->document, fixture->rfps[1]);
  dect_photo_row_take (row, file);
  run_until (get_rfp (fixture, 1)->photo != NULL);
  g_assert_true (g_str_has_prefix (get_rfp (fixture, 1)->photo, "photos/"));
  photo = dect_site_get_blob (fixture->site, get_rfp (fixture, 1)->photo);
  g_assert_cmpuint (g_bytes_get_size (photo), <=, DECT_PHOTO_MAX_BYTES);
  run_until (gtk_picture_get_paintable (GTK_PICTURE (find (GTK_WIDGET (row), GTK_TYPE_PICTURE)))
             != NULL);
  g_assert_null (dect_photo_row_get_problem (row));

  /* It goes into the file and comes back. */
  snapshot = dect_site_snapshot (fixture->site);
  bytes = dect_store_write_bytes (snapshot, NULL);
  back = dect_store_read_bytes (bytes, NULL);
  g_assert_true (g_bytes_equal (dect_snapshot_get_blob (back, get_rfp (fixture, 1)->photo), photo));

  dect_history_undo (fixture->history);
  g_assert_null (get_rfp (fixture, 1)->photo);
  dect_history_redo (fixture->history);
  name = g_strdup (get_rfp (fixture, 1)->photo);
  g_assert_nonnull (name);

  /* No photo at all: why is said in place, and the old one stays. */
  g_assert_true (g_file_replace_contents (file, "nonsense", 8, NULL, FALSE, 0, NULL, NULL, NULL));
  dect_photo_row_take (row, file);
  run_until (dect_photo_row_get_problem (row) != NULL);
  g_assert_cmpstr (get_rfp (fixture, 1)->photo, ==, name);
  g_file_delete (file, NULL, NULL);
  dect_document_select_one (fixture->document, fixture->rfps[0]);
  g_assert_null (dect_photo_row_get_problem (row));
}

/* Chosen for one base station, it must not land on another that is selected meanwhile. */
static void
test_photo_left (Fixture *fixture, gconstpointer data)
{
  DectPhotoRow *row = DECT_PHOTO_ROW (find (fixture->inspector, DECT_TYPE_PHOTO_ROW));
  g_autoptr (GFile) file = make_photo (300, 200);

  dect_document_select_one (fixture->document, fixture->rfps[0]);
  dect_photo_row_take (row, file);
  dect_document_select_one (fixture->document, fixture->rfps[1]);
  dect_photo_row_take (row, file);
  run_until (get_rfp (fixture, 1)->photo != NULL);
  g_assert_null (get_rfp (fixture, 0)->photo);
  g_file_delete (file, NULL, NULL);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  ADD ("/ui/inspector/many", test_many);
  ADD ("/ui/inspector/many-kinds", test_many_kinds);
  ADD ("/ui/inspector/role", test_role);
  ADD ("/ui/inspector/draft", test_draft);
  ADD ("/ui/inspector/part", test_part);
  ADD ("/ui/inspector/photo", test_photo);
  ADD ("/ui/inspector/photo-left", test_photo_left);

  return g_test_run ();
}
