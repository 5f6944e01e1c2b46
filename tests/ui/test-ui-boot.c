/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dect-application.h"
#include "dect-boot-view.h"
#include "dect-dhcp-view.h"
#include "dect-field-row.h"
#include "dect-note.h"
#include "dect-switch-view.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectBootView *boot;
  DectDhcpView *dhcp;
  char *folder;
} Fixture;

static void
wait (Fixture *fixture)
{
  run_until (!dect_document_is_analysing (fixture->document));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);

  fixture->document = dect_document_new_for_site (site);
  fixture->window = g_object_ref (dect_window_new (NULL));
  fixture->folder = g_dir_make_tmp ("boot-XXXXXX", NULL);
  dect_window_set_document (fixture->window, fixture->document);
  fixture->boot = DECT_BOOT_VIEW (find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_BOOT_VIEW));
  fixture->dhcp = DECT_DHCP_VIEW (find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_DHCP_VIEW));
  wait (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDir *dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  g_object_unref (fixture->document);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static const DectRfp *
rfp_at (Fixture *fixture, guint i)
{
  DectSite *site = dect_document_get_site (fixture->document);
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, DECT_KIND_RFP), i);

  return DECT_RFP (dect_item_get_record (item));
}

static void
change_site (Fixture *fixture, const char *key, const char *value)
{
  DectSite *site = dect_document_get_site (fixture->document);
  DectRecord *info = DECT_RECORD (dect_site_info_copy (dect_site_get_info (site)));

  g_assert_true (dect_field_set_text (dect_kind_field (DECT_KIND_SITE, key), info, value, NULL));
  dect_history_put_one (dect_site_get_history (site), info, "Change", NULL);
  wait (fixture);
}

static const char *
note_of (gpointer view)
{
  return dect_note_get_text (DECT_NOTE (find_widget (GTK_WIDGET (view), DECT_TYPE_NOTE)));
}

/* The texts of the list's rows: title and subtitle. */
static char *
row_text (GtkWidget *root, guint wanted)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  guint n = 0;

  g_ptr_array_add (left, root);
  while (left->len > 0)
    {
      GtkWidget *widget = g_ptr_array_steal_index (left, left->len - 1);

      if (ADW_IS_ACTION_ROW (widget) && n++ == wanted)
        return g_strdup_printf ("%s: %s",
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                                adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)));
      for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
           child = gtk_widget_get_prev_sibling (child))
        g_ptr_array_add (left, child);
    }
  return NULL;
}

static char *
lease (const DectRfp *rfp)
{
  return g_strdup_printf ("1795746951 %s %s * *\n", rfp->mac, rfp->target_ip);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = lease (rfp_at (fixture, 0));
  g_autofree char *shown = NULL, *second = NULL;

  g_assert_null (note_of (fixture->boot));
  dect_boot_view_read_text (fixture->boot, first);
  g_assert_cmpuint (dect_boot_view_get_n_done (fixture->boot), ==, 1);
  g_assert_cmpstr (note_of (fixture->boot), ==, "1 of 18 base stations have their address.");
  shown = row_text (GTK_WIDGET (fixture->boot), 0);
  g_assert_nonnull (strstr (shown, "Base station 1 (Reception): It has the address 10.20.0.11"));
  second = row_text (GTK_WIDGET (fixture->boot), 1);
  g_assert_nonnull (strstr (second, "It has not asked yet."));

  gtk_widget_activate_action (GTK_WIDGET (fixture->boot), "boot.clear", NULL);
  g_assert_cmpuint (dect_boot_view_get_n_done (fixture->boot), ==, 0);
  g_assert_null (note_of (fixture->boot));
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "dnsmasq.leases", NULL);
  g_autofree char *first = lease (rfp_at (fixture, 0));
  g_autofree char *second = lease (rfp_at (fixture, 1));
  g_autofree char *both = g_strconcat (first, second, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  dect_boot_view_watch (fixture->boot, file);
  run_until (note_of (fixture->boot) != NULL
             && strstr (note_of (fixture->boot), "dnsmasq.leases: "));
  g_assert_true (g_file_set_contents (path, first, -1, NULL));
  run_until (dect_boot_view_get_n_done (fixture->boot) == 1);
  g_assert_true (g_file_set_contents (path, both, -1, NULL));
  run_until (dect_boot_view_get_n_done (fixture->boot) == 2);
  g_assert_nonnull (strstr (note_of (fixture->boot), "Watching dnsmasq.leases."));
}

/* A device in no plan is given to a base station without a MAC, in one step that undo takes back.
 */
static void
test_give (Fixture *fixture, gconstpointer data)
{
  DectSite *site = dect_document_get_site (fixture->document);
  DectRfp *rfp = dect_rfp_copy (rfp_at (fixture, 3));
  guint32 id = rfp->head.id;
  g_autofree char *mac = g_strdup (rfp->mac);
  g_autofree char *text = lease (rfp);
  g_autofree char *shown = NULL;

  dect_set_str (&rfp->mac, NULL);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (rfp), "Change", NULL);
  wait (fixture);
  dect_boot_view_read_text (fixture->boot, text);
  shown = row_text (GTK_WIDGET (fixture->boot), 0);
  g_assert_true (g_str_has_prefix (shown, mac));
  g_assert_cmpuint (dect_boot_view_get_n_done (fixture->boot), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (fixture->boot), "boot.give", "(su)", mac, id);
  g_assert_cmpstr (rfp_at (fixture, 3)->mac, ==, mac);
  run_until (dect_boot_view_get_n_done (fixture->boot) == 1);
  wait (fixture);
  dect_history_undo (dect_site_get_history (site));
  wait (fixture);
  run_until (dect_boot_view_get_n_done (fixture->boot) == 0);
  g_assert_null (rfp_at (fixture, 3)->mac);
}

static void
write_files (Fixture *fixture, const char *folder)
{
  dect_dhcp_view_write (fixture->dhcp, folder);
  run_until (!dect_dhcp_view_is_writing (fixture->dhcp));
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "dnsmasq.conf", NULL);
  g_autofree char *content = NULL;

  change_site (fixture, "dhcp_server", "10.20.0.2");
  write_files (fixture, fixture->folder);
  g_assert_cmpstr (note_of (fixture->dhcp), !=, NULL);
  g_assert_nonnull (strstr (note_of (fixture->dhcp), "1 file is written"));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "dhcp-host=00:30:42:1B:7F:05"));

  change_site (fixture, "netmask", "");
  write_files (fixture, fixture->folder);
  g_assert_nonnull (strstr (note_of (fixture->dhcp), "netmask"));
  change_site (fixture, "netmask", "255.255.255.0");
  write_files (fixture, "/proc/nonexistent");
  g_assert_nonnull (strstr (note_of (fixture->dhcp), "/proc/nonexistent"));
}

/* The last switch's row. */
static GtkWidget *
last_expander (GtkWidget *root)
{
  if (ADW_IS_EXPANDER_ROW (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_last_child (root); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      GtkWidget *found = last_expander (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static DectFieldRow *
field_row (GtkWidget *root, const char *id)
{
  if (DECT_IS_FIELD_ROW (root)
      && g_str_equal (dect_field_row_get_field (DECT_FIELD_ROW (root))->id, id))
    return DECT_FIELD_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      DectFieldRow *found = field_row (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A switch is added, filled in, found to be short, and goes; each is a step that undo takes back.
 */
static void
test_switches (Fixture *fixture, gconstpointer data)
{
  DectSite *site = dect_document_get_site (fixture->document);
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_SWITCH_VIEW);
  GListModel *switches = dect_site_list (site, DECT_KIND_SWITCH);
  guint before = g_list_model_get_n_items (switches);
  g_autoptr (DectItem) item = NULL;
  const DectSwitch *added;
  DectRfp *rfp;
  GtkWidget *row;

  gtk_widget_activate_action (view, "switches.add", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (switches), ==, before + 1);
  item = g_list_model_get_item (switches, before);
  row = last_expander (view);
  g_assert_true (ADW_IS_EXPANDER_ROW (row));
  dect_field_row_set_text (field_row (row, "name"), "Cellar");
  dect_field_row_set_text (field_row (row, "ports"), "8");
  dect_field_row_set_text (field_row (row, "poe_w"), "6.5");
  added = DECT_SWITCH (dect_item_get_record (item));
  g_assert_cmpstr (added->name, ==, "Cellar");
  g_assert_cmpint (added->ports, ==, 8);
  g_assert_cmpfloat (added->poe_w, ==, 6.5);

  rfp = dect_rfp_copy (rfp_at (fixture, 0));
  dect_set_str (&rfp->model, "45");
  rfp->network_switch = added->head.id;
  rfp->port = 1;
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (rfp), "Connect", NULL);
  wait (fixture);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Cellar");
  g_assert_true (g_str_has_prefix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)),
                                   "1 of 8 ports, 7.0 of 6.5 W\n"));
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)),
                            "can give 6.5 W, its 1 base station may draw 7.0 W"));
  dect_field_row_set_text (field_row (row, "poe_w"), "60");
  wait (fixture);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "1 of 8 ports, 7.0 of 60.0 W");

  gtk_widget_activate_action (view, "switches.remove", "u", added->head.id);
  wait (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (switches), ==, before);
  g_assert_cmpuint (rfp_at (fixture, 0)->network_switch, ==, 0);
  dect_history_undo (dect_site_get_history (site));
  wait (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (switches), ==, before + 1);
  g_assert_cmpuint (rfp_at (fixture, 0)->network_switch, !=, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("handover-ui-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add ("/ui/boot/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/ui/boot/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/ui/boot/give", Fixture, NULL, set_up, test_give, tear_down);
  g_test_add ("/ui/boot/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add ("/ui/boot/switches", Fixture, NULL, set_up, test_switches, tear_down);
  return g_test_run ();
}
