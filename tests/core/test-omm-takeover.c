/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-compare.h"
#include "omm/dect-omm-takeover.h"
#include "support/test-site.h"

static DectOmmBackup *
read_sample (void)
{
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  DectOmmBackup *backup = dect_omm_backup_read (data, n, &error);

  g_assert_no_error (error);
  return backup;
}

static const DectRfp *
find_rfp (DectSite *site, const char *mac)
{
  GListModel *list = dect_site_list (site, DECT_KIND_RFP);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (g_strcmp0 (rfp->mac, mac) == 0)
        return rfp;
    }
  g_assert_not_reached ();
}

static void
assert_floor (DectSite *site, const DectRfp *rfp, const char *building, const char *name)
{
  const DectFloor *floor = DECT_FLOOR (dect_site_find_record (site, rfp->floor));

  g_assert_nonnull (floor);
  g_assert_cmpstr (floor->name, ==, name);
  g_assert_cmpstr (DECT_BUILDING (dect_site_find_record (site, floor->building))->name, ==,
                   building);
}

/* A backup becomes a site; once more changes nothing; one undo takes all of it back; and what was
 * taken over is what was built. */
static void
test_new (void)
{
  g_autoptr (DectOmmBackup) backup = read_sample ();
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmReport) report = NULL;
  DectOmmMerge merge;
  const DectRfp *rfp;

  g_assert_true (dect_omm_system_take_over (backup->system, site, &merge));
  g_assert_cmpuint (merge.added, ==, 5);
  g_assert_cmpuint (merge.places, ==, 5); /* two buildings, three floors */
  g_assert_cmpstr (dect_site_get_info (site)->park, ==, "1F102A7158");
  g_assert_cmpstr (dect_site_get_info (site)->omm_release, ==, "8.1");
  g_assert_cmpstr (dect_site_get_info (site)->name, ==, "Clinic");
  rfp = find_rfp (site, "08:00:0F:AA:00:03");
  g_assert_cmpstr (rfp->name, ==, "Workshop");
  g_assert_cmpstr (rfp->model, ==, "45");
  g_assert_cmpint (rfp->cluster, ==, 2);
  g_assert_cmpint (rfp->number, ==, 3);
  g_assert_false (dect_rfp_is_placed (rfp));
  assert_floor (site, rfp, "House B", "Ground");
  g_assert_cmpstr (find_rfp (site, "00:30:42:AA:00:01")->room, ==, "Lobby");
  g_assert_cmpint (find_rfp (site, "00:30:42:AA:00:04")->omm_site, ==, 2);

  snapshot = dect_site_snapshot (site);
  report = dect_omm_system_compare (snapshot, NULL, backup->system, NULL);
  g_assert_cmpuint (report->differences->len, ==, 0);

  g_assert_false (dect_omm_system_take_over (backup->system, site, &merge));
  g_assert_cmpuint (merge.unchanged, ==, 5);
  g_assert_cmpuint (merge.added + merge.updated + merge.places, ==, 0);
  dect_history_undo (dect_site_get_history (site));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_BUILDING)), ==, 0);
  g_assert_null (dect_site_get_info (site)->park);
}

static void
assert_preview (DectSnapshot *snapshot, const DectOmmSystem *system, const char *expected)
{
  g_autoptr (GPtrArray) list = dect_omm_system_preview (system, snapshot);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *line = dect_change_entry_dup_text (g_ptr_array_index (list, i));

      g_string_append_printf (text, "%s\n", line);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What is there is updated by its MAC, and what the OMM does not say stays; the preview says it
 * before, and changes nothing. */
static void
test_update (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_BACKUP);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSite) site = NULL;
  DectOmmHandset *handset;
  DectOmmRfp *rfp;

  test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  test_site_add (builder, DECT_KIND_FLOOR, "name=Floor 1|building=#1|level=0");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Lab|number=7|mac=003042AA0001|model=43|floor=#2|x_m=2|y_m=3|notes=old");
  test_site_add (builder, DECT_KIND_RFP, "name=Gone|number=2|mac=003042AA0009");
  test_site_add (builder, DECT_KIND_HANDSET, "number=401|name=Night");
  snapshot = dect_snapshot_builder_end (builder);

  rfp = dect_omm_system_add_rfp (system, "003042aa0001");
  rfp->name = g_strdup ("Labor");
  rfp->cluster = 2;
  rfp->paging_area = -1;
  rfp->hierarchy[0] = g_strdup ("House A");
  rfp->hierarchy[1] = g_strdup ("Floor 1");
  dect_omm_system_add_rfp (system, "003042aa0002");
  dect_omm_system_add_rfp (system, "003042aa0003")->captured = TRUE;
  handset = dect_omm_system_add_handset (system);
  handset->ipei = g_strdup ("0007701154842");
  handset->number = g_strdup ("401");
  assert_preview (snapshot, system,
                  "base station 7 (Labor), Name: Lab → Labor\n"
                  "base station 7 (Labor), Cluster: 1 → 2\n"
                  "base station 8: new (Number: 8, MAC address: 00:30:42:AA:00:02)\n"
                  "handset Night, IPEI: – → 0007701154842\n");

  site = dect_site_new_from_snapshot (snapshot);
  g_assert_true (dect_omm_system_take_over (system, site, NULL));
  g_assert_true (dect_rfp_is_placed (find_rfp (site, "00:30:42:AA:00:01")));
  g_assert_cmpstr (find_rfp (site, "00:30:42:AA:00:01")->notes, ==, "old");
  g_assert_cmpint (find_rfp (site, "00:30:42:AA:00:01")->paging_area, ==, DECT_UNSET);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, 3);
}

static void
test_release (void)
{
  static const struct
  {
    const char *version, *release;
  } cases[] = {
    { "OpenMobility Manager (FFSIP/SDC)SIP-DECT 8.1SP1-XXXX", "8.1" },
    { "SIP-DECT 6.0", "6.0" },
    { "OpenMobility 3.0", NULL },
    { "SIP-DECT", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *release = dect_omm_version_dup_release (cases[i].version);

      g_assert_cmpstr (release, ==, cases[i].release);
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/takeover/new", test_new);
  g_test_add_func ("/omm/takeover/update", test_update);
  g_test_add_func ("/omm/takeover/release", test_release);
  return g_test_run ();
}
