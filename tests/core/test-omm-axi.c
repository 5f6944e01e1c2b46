/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "omm/dect-axi-frames.h"
#include "omm/dect-axi-key-private.h"
#include "omm/dect-axi-profile.h"
#include "omm/dect-axi-provision.h"
#include "omm/dect-axi-read.h"
#include "support/test-site.h"

/* --- Messages -----------------------------------------------------------------------------------
 */

static DectAxiElement *
parse (const char *text, GError **error)
{
  return dect_axi_element_parse (text, strlen (text), error);
}

static void
test_element (void)
{
  static const struct
  {
    const char *text;
    const char *written; /* NULL = it is refused */
  } cases[] = {
    { "<Ping/>", "<Ping/>" },
    { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Ping seq='1' />\n", "<Ping seq=\"1\"/>" },
    { "<A><b c=\"&lt;&amp;&quot;&#228;\"/></A>", "<A><b c=\"&#60;&#38;&#34;ä\"/></A>" },
    { "<A b=\"&#10;&#9;\"/>", "<A b=\"&#10;&#9;\"/>" },
    { "<A> \n <b/> <b/></A>", "<A><b/><b/></A>" },
    { "<A><B><C><D/></C></B></A>", "<A><B><C><D/></C></B></A>" },
    { "<A><B><C><D><E/></D></C></B></A>", NULL },
    { "", NULL },
    { "Ping", NULL },
    { "<A>text</A>", NULL },
    { "<A><![CDATA[text]]></A>", NULL },
    { "<A/><B/>", NULL },
    { "<A>", NULL },
    { "<A b=1/>", NULL },
    { "<A b=\"1\" b=\"&x;\"/>", NULL },
    { "<A b=\"\xff\"/>", NULL },
    { "<!DOCTYPE A><A/>", NULL },
    { "<!DOCTYPE A [<!ENTITY x \"y\">]><A b=\"&x;\"/>", NULL },
    { "<A><!-- --></A>", NULL },
    { "<?php?><A/>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectAxiElement) element = parse (cases[i].text, &error);
      g_autofree char *written = NULL;

      if (cases[i].written == NULL)
        {
          g_assert_null (element);
          g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL);
          g_assert_true (dect_axi_error_is_link (error));
          continue;
        }
      g_assert_no_error (error);
      written = dect_axi_element_to_text (element);
      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

static void
test_limits (void)
{
  GString *wide = g_string_new ("<A ");
  GString *many = g_string_new ("<A>");
  GString *long_one = g_string_new ("<A b=\"");

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (wide, "a%u='' ", i);
  g_string_append (wide, "/>");
  for (guint i = 0; i < 2000; i++)
    g_string_append (many, "<b/>");
  g_string_append (many, "</A>");
  while (long_one->len < DECT_AXI_MAX_BYTES)
    g_string_append (long_one, "abcdefghijklmnop");
  g_string_append (long_one, "\"/>");

  g_assert_null (parse (wide->str, NULL));
  g_assert_null (parse (many->str, NULL));
  g_assert_null (parse (long_one->str, NULL));
  g_string_free (wide, TRUE);
  g_string_free (many, TRUE);
  g_string_free (long_one, TRUE);
}

static void
test_values (void)
{
  g_autoptr (DectAxiElement) element = parse (
      "<A n=\"-12\" big=\"99999999999\" no=\"12x\" t=\"true\" one=\"1\" f=\"0\" y=\"Yes\"/>", NULL);

  g_assert_cmpint (dect_axi_element_get_int (element, "n"), ==, -12);
  g_assert_cmpint (dect_axi_element_get_int (element, "big"), ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_axi_element_get_int (element, "no"), ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_axi_element_get_int (element, "none"), ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_axi_element_get_flag (element, "t"), ==, 1);
  g_assert_cmpint (dect_axi_element_get_flag (element, "one"), ==, 1);
  g_assert_cmpint (dect_axi_element_get_flag (element, "y"), ==, 1);
  g_assert_cmpint (dect_axi_element_get_flag (element, "f"), ==, 0);
  g_assert_cmpint (dect_axi_element_get_flag (element, "none"), ==, DECT_OMM_UNSET);
  dect_axi_element_set (element, "n", "13");
  g_assert_cmpint (dect_axi_element_get_int (element, "n"), ==, 13);
}

/* --- Framing ------------------------------------------------------------------------------------
 */

/* Whatever the pieces, the same messages come out. */
static void
test_frames (void)
{
  static const char stream[] = "<A b=\"1\"/>\0<Event/>\0<C><d/></C>\0<rest";
  static const char *const wanted[] = { "<A b=\"1\"/>", "<Event/>", "<C><d/></C>" };

  for (gsize chunk = 1; chunk <= sizeof stream; chunk++)
    {
      g_autoptr (DectAxiFrames) frames = dect_axi_frames_new ();
      guint n = 0;

      for (gsize at = 0; at < sizeof stream - 1; at += chunk)
        {
          DectAxiElement *message = NULL;

          dect_axi_frames_push (frames, stream + at, MIN (chunk, sizeof stream - 1 - at));
          while (dect_axi_frames_next (frames, &message, NULL) && message != NULL)
            {
              g_autofree char *text = dect_axi_element_to_text (message);

              g_assert_cmpint (n, <, G_N_ELEMENTS (wanted));
              g_assert_cmpstr (text, ==, wanted[n++]);
              dect_axi_element_free (message);
            }
        }
      g_assert_cmpint (n, ==, G_N_ELEMENTS (wanted));
      g_assert_true (dect_axi_frames_is_inside (frames));
    }
}

static void
test_frames_endless (void)
{
  g_autoptr (DectAxiFrames) frames = dect_axi_frames_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *blanks = g_strnfill (4096, ' ');
  DectAxiElement *message;
  gsize n = 0;

  do
    {
      dect_axi_frames_push (frames, blanks, 4096);
      n += 4096;
    }
  while (n < 2 * DECT_AXI_MAX_BYTES && dect_axi_frames_next (frames, &message, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL);
  g_assert_cmpint (n, <=, DECT_AXI_MAX_BYTES + 4096);
}

/* --- Profiles -----------------------------------------------------------------------------------
 */

#define PIN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_profile (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiProfile) initial = dect_axi_profile_parse ("", 0, &error);
  g_autoptr (DectAxiProfile) made = dect_axi_profile_new ("192.0.2.10", NULL);
  g_autoptr (DectAxiProfile) pinned = NULL;
  g_autoptr (DectAxiProfile) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (initial->port, ==, DECT_AXI_PORT_TLS);
  g_assert_true (initial->tls);
  g_assert_false (initial->allow_old_tls);
  g_assert_cmpstr (initial->user, ==, "omm");
  g_assert_cmpstr (initial->pin, ==, "");

  pinned = dect_axi_profile_with (made, "omm", "pin",
                                  "01:23 4567 89AB CDEF 0123456789abcdef0123456789abcdef"
                                  "0123456789abcdef",
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pinned->pin, ==, PIN);
  g_assert_cmpstr (pinned->host, ==, "192.0.2.10");
  text = dect_axi_profile_to_text (pinned);
  again = dect_axi_profile_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  second = dect_axi_profile_to_text (again);
  g_assert_cmpstr (text, ==, second);
}

static void
test_profile_refused (void)
{
  static const struct
  {
    const char *text;
    const char *named; /* in the message */
  } cases[] = {
    { "[omm]\nport=0\n", "port" },
    { "[omm]\nport=65536\n", "port" },
    { "[omm]\ntls=maybe\n", "tls" },
    { "[omm]\npin=123\n", "pin" },
    { "[omm]\nhost=a b\n", "host" },
    { "[omm]\npassword=secret\n", "password" },
    { "[else]\nhost=a\n", "host" },
    { "[axi]\nforward=both\n", "forward" },
    { "[axi]\nunits_per_metre=-1\n", "units_per_metre" },
    { "host=a\n", "" },
    { "[omm]\nhost=\xff\n", "UTF-8" },
    { "[omm]\nhost=a\\qb\n", "host" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (dect_axi_profile_parse (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE);
      g_assert_nonnull (strstr (error->message, cases[i].named));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_profile_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "own.omm", NULL);
  g_autoptr (DectAxiProfile) profile = dect_axi_profile_new ("omm.example", "planner");
  g_autoptr (DectAxiProfile) loaded = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_null (dect_axi_profile_load (path, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE);
  g_clear_error (&error);
  g_assert_true (dect_axi_profile_save (profile, path, &error));
  loaded = dect_axi_profile_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->host, ==, "omm.example");
  g_assert_cmpstr (loaded->user, ==, "planner");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_remove (path);
  g_rmdir (folder);
}

/* --- Errors and keys ----------------------------------------------------------------------------
 */

static void
test_refusals (void)
{
  static const struct
  {
    const char *word;
    DectAxiError code;
  } cases[] = {
    { "EAuth", DECT_AXI_ERROR_AUTH },
    { "EPerm", DECT_AXI_ERROR_PERMISSION },
    { "EForbidden", DECT_AXI_ERROR_PERMISSION },
    { "ELicense", DECT_AXI_ERROR_LICENSE },
    { "ELicenseWrongInstallId", DECT_AXI_ERROR_LICENSE },
    { "EExist", DECT_AXI_ERROR_EXISTS },
    { "ENoEnt", DECT_AXI_ERROR_NOT_FOUND },
    { "EInval", DECT_AXI_ERROR_INVALID },
    { "EInvalidChars", DECT_AXI_ERROR_CHARACTERS },
    { "EMissing", DECT_AXI_ERROR_MISSING },
    { "ETooLong", DECT_AXI_ERROR_TOO_LONG },
    { "EAreaFull", DECT_AXI_ERROR_FULL },
    { "EInProgress", DECT_AXI_ERROR_BUSY },
    { "EEncryptNotAllowed", DECT_AXI_ERROR_ENCRYPTION },
    { "EPwTooShort", DECT_AXI_ERROR_PASSWORD },
    { "EFailed", DECT_AXI_ERROR_REFUSED },
    { "ENewer", DECT_AXI_ERROR_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = dect_axi_error_new_refused (cases[i].word, NULL, 0);
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_error (error, DECT_AXI_ERROR, (gint) cases[i].code);
      g_assert_cmpstr (dect_axi_error_get_refusal (copy, NULL, NULL), ==, cases[i].word);
      g_assert_false (dect_axi_error_is_link (error));
    }
}

static void
test_refused_field (void)
{
  g_autoptr (GError) error = dect_axi_error_new_refused ("ETooLong", "name", 20);
  const char *field;
  guint max_length;

  g_assert_cmpstr (dect_axi_error_get_refusal (error, &field, &max_length), ==, "ETooLong");
  g_assert_cmpstr (field, ==, "name");
  g_assert_cmpint (max_length, ==, 20);
  g_assert_nonnull (strstr (error->message, "20"));
}

static void
test_key_refused (void)
{
  static const char *const greetings[] = {
    "<OpenResp/>",
    "<OpenResp><publicKey/></OpenResp>",
    "<OpenResp><publicKey modulus='' exponent=''/></OpenResp>",
    "<OpenResp><publicKey modulus='xyz' exponent='10001'/></OpenResp>",
    "<OpenResp><publicKey modulus='AB' exponent=''/></OpenResp>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autoptr (DectAxiElement) greeting = parse (greetings[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_axi_key_new (greeting, &error));
      g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_ENCRYPTION);
    }
}

/* --- Records ------------------------------------------------------------------------------------
 */

static void
test_records (void)
{
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autoptr (DectAxiElement) rfp = parse (
      "<rfp id='0' ethAddr='00:30:42:1b:7f:05' name='Lab' hierarchy1='House' hierarchy2='1' "
      "cluster='2' "
      "pagingArea='-1' site='1' x='125' y='-3' hwType='RFP L43' dectOn='1' preferredSync='true' "
      "reflectiveEnv='0' connected='1' syncState='Searching'/>",
      NULL);
  g_autoptr (DectAxiElement) bad = parse ("<rfp id='1' ethAddr='?'/>", NULL);
  g_autoptr (DectAxiElement) user = parse ("<user uid='4' ppn='0' num='1234' name='A&#10;B' "
                                           "addId='99' sipAuthId='u' pin='x' sipPw='y'/>",
                                           NULL);
  g_autoptr (DectAxiElement) device
      = parse ("<pp ppn='32' uid='4' ipei='03074 0220259 3' ac='' s='Yes' uak='z'/>", NULL);
  DectOmmRfp *taken = dect_axi_take_rfp (system, rfp, FALSE);
  DectOmmHandset *handset = dect_axi_take_user (system, user);

  g_assert_null (dect_axi_take_rfp (system, bad, FALSE));
  g_assert_cmpstr (taken->mac, ==, "0030421b7f05");
  g_assert_cmpint (taken->id, ==, 0);
  g_assert_cmpstr (taken->model, ==, "43");
  g_assert_cmpstr (taken->hierarchy[1], ==, "1");
  g_assert_null (taken->hierarchy[2]);
  g_assert_cmpint (taken->paging_area, ==, -1);
  g_assert_cmpint (taken->x, ==, 125);
  g_assert_cmpint (taken->y, ==, -3);
  g_assert_cmpint (taken->preferred_sync, ==, 1);
  g_assert_cmpint (taken->reflective, ==, 0);
  g_assert_cmpint (taken->sync, ==, DECT_OMM_SYNC_SEARCHING);
  /* User and device are one handset; what was a line break is a blank. */
  g_assert_true (dect_axi_take_device (system, device) == handset);
  g_assert_cmpint (system->handsets->len, ==, 1);
  g_assert_cmpstr (handset->ipei, ==, "0307402202593");
  g_assert_cmpstr (handset->name, ==, "A B");
  g_assert_cmpint (handset->uid, ==, 4);
  g_assert_cmpint (handset->ppn, ==, 32);
  g_assert_cmpint (handset->subscribed, ==, 1);
}

/* Which model a name of hardware means; a name that is not known means none. */
static void
test_models (void)
{
  static const struct
  {
    const char *name;
    const char *model;
  } cases[] = {
    { "RFP 43", "43" },   { "RFP L43", "43" }, { "RFP SL43", "43" }, { "RFP S43", "43" },
    { "RFP 4711", NULL }, { "DRC 43", NULL },  { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
      g_autofree char *text = g_strdup_printf (
          "<rfp id='0' ethAddr='00:30:42:1b:7f:05' hwType='%s'/>", cases[i].name);
      g_autoptr (DectAxiElement) element = parse (text, NULL);

      g_assert_cmpstr (dect_axi_take_rfp (system, element, FALSE)->model, ==, cases[i].model);
    }
}

/* What a site says of itself becomes requests; what it does not say, or what is no PARK, is left to
 * the OMM. */
static void
test_provision (void)
{
  static const struct
  {
    const char *site;
    const char *says;   /* stands in the file */
    const char *silent; /* does not */
  } cases[] = {
    { "name=Plant", "<SetSystemName name=\"Plant\"", "SetPARK" },
    { "name=Plant", "<site id=\"1\" name=\"Plant\"", "SetBasicSIP" },
    { "", "SetDECTRegDomain regDomain=\"EMEA\"", "SetSystemName" },
    { "", "SetDECTRegDomain", "<SetSite" },
    { "region=us", "regDomain=\"US\"", "EMEA" },
    { "park=1F102A7158", "<SetPARK park=\"1F102A7158\"", "SetNTPServer" },
    { "ntp_server=10.1.1.1", "<SetNTPServer ntpServerName1=\"10.1.1.1\"", "SetPARK" },
    { "sip_proxy=sip.example", "proxyServer=\"sip.example\" proxyPort=\"5060\"", "regServer" },
    { "sip_proxy=sip.example:5062", "proxyServer=\"sip.example\" proxyPort=\"5062\"", "regServer" },
    { "sip_proxy=sip.example:", "proxyServer=\"sip.example:\" proxyPort=\"5060\"", "regServer" },
    { "sip_registrar=[2001:db8::1]:5062", "regServer=\"2001:db8::1\" regPort=\"5062\"",
      "proxyServer" },
    { "sip_registrar=2001:db8::1", "regServer=\"2001:db8::1\" regPort=\"5060\"", "proxyServer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

      test_site_add (builder, DECT_KIND_SITE, cases[i].site);
      test_site_add (builder, DECT_KIND_RFP, "name=No MAC");
      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (GBytes) file = dect_axi_write_provision (snapshot, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

      g_test_message ("%s: %s", cases[i].site, text);
      g_assert_nonnull (strstr (text, cases[i].says));
      g_assert_null (strstr (text, cases[i].silent));
      g_assert_null (strstr (text, "CreateRFP"));
      g_assert_null (strstr (text, "are readable in here"));
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);
  g_test_add_func ("/omm/axi/element", test_element);
  g_test_add_func ("/omm/axi/limits", test_limits);
  g_test_add_func ("/omm/axi/values", test_values);
  g_test_add_func ("/omm/axi/frames", test_frames);
  g_test_add_func ("/omm/axi/frames-endless", test_frames_endless);
  g_test_add_func ("/omm/axi/profile", test_profile);
  g_test_add_func ("/omm/axi/profile-refused", test_profile_refused);
  g_test_add_func ("/omm/axi/profile-file", test_profile_file);
  g_test_add_func ("/omm/axi/refusals", test_refusals);
  g_test_add_func ("/omm/axi/refused-field", test_refused_field);
  g_test_add_func ("/omm/axi/key-refused", test_key_refused);
  g_test_add_func ("/omm/axi/records", test_records);
  g_test_add_func ("/omm/axi/models", test_models);
  g_test_add_func ("/omm/axi/provision", test_provision);
  return g_test_run ();
}
