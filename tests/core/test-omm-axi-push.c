/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-site.h"
#include "omm/dect-axi-client.h"
#include "support/axi-omm.h"
#include "support/test-site.h"

#define IPEI_A "0007701154842"
#define IPEI_B "0307402202593"

/* Two base stations and three handsets: with IPEI and number, with a number only, with an IPEI
 * only. */
static DectSnapshot *
make_site (const char *first_rfp)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  guint32 floor
      = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Ground|building=#%u", building);

  test_site_add_with (builder, DECT_KIND_RFP,
                      "mac=00:30:42:00:00:01|model=45|floor=#%u|x_m=12.34|y_m=5|room=Lab|cluster=2|"
                      "preferred_sync=yes|reflective=no|%s",
                      floor, first_rfp);
  test_site_add (builder, DECT_KIND_RFP, "name=B|mac=00:30:42:00:00:02");
  test_site_add (builder, DECT_KIND_RFP, "name=Later");
  test_site_add (builder, DECT_KIND_HANDSET,
                 "ipei=" IPEI_A "|number=4101|name=Anna <&>|additional_id=77|sip_user=anna");
  test_site_add (builder, DECT_KIND_HANDSET, "number=4102|name=Bert");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=" IPEI_B);
  return dect_snapshot_builder_end (builder);
}

static DectAxiPlan *
plan_for (AxiOmm *omm, DectAxiProfile *profile, DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmSystem) system
      = dect_axi_read_sync (profile, AXI_OMM_PASSWORD, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return dect_axi_plan_new (snapshot, system);
}

static gboolean
push (DectAxiProfile *profile, DectAxiPlan *plan, const DectSecrets *secrets, GError **error)
{
  return dect_axi_push_sync (profile, AXI_OMM_PASSWORD, plan, secrets, NULL, NULL, NULL, error);
}

static const DectAxiStep *
step_of (const DectAxiPlan *plan, guint i)
{
  g_assert_cmpint (i, <, plan->steps->len);
  return g_ptr_array_index (plan->steps, i);
}

static void
assert_holds (const char *text, const char *part)
{
  if (text == NULL || strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

/* What the site's log says of it. */
static void
assert_log (const DectAxiPlan *plan, const char *details)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  GPtrArray *log;

  g_assert_true (dect_axi_plan_log (plan, dect_site_get_log (site), "192.0.2.10"));
  snapshot = dect_site_snapshot (site);
  log = dect_snapshot_get_log (snapshot);
  g_assert_cmpint (log->len, ==, 1);
  g_assert_cmpstr (dect_log_entry_get_event (log->pdata[0]), ==, "omm-push");
  assert_holds (dect_log_entry_get_details (log->pdata[0]), details);
}

/* An empty OMM gets everything, and then there is nothing left to do. */
static void
test_create (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
  g_autoptr (DectAxiPlan) again = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  /* Reading and planning write nothing, and are not news. */
  {
    g_autoptr (DectSite) site = dect_site_new ();
    g_assert_false (dect_axi_plan_log (plan, dect_site_get_log (site), "192.0.2.10"));
  }
  g_assert_cmpint (axi_omm_count_writes (omm), ==, 0);
  g_assert_cmpint (plan->steps->len, ==, 5);
  g_assert_cmpint (plan->notes->len, ==, 1); /* the one without a MAC */

  g_assert_true (push (profile, plan, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_DONE), ==, 5);
  g_assert_cmpint (axi_omm_count_writes (omm), ==, 5);
  requests = axi_omm_list_requests (omm);
  /* Byte for byte what the OMM is told. */
  g_assert_cmpstr (
      g_ptr_array_index (requests, requests->len - 5), ==,
      "<CreateRFP seq=\"2\"><rfp ethAddr=\"00:30:42:00:00:01\" name=\"A\" hierarchy1=\"House\" "
      "hierarchy2=\"Ground\" hierarchy3=\"Lab\" dectOn=\"1\" cluster=\"2\" preferredSync=\"1\" "
      "reflectiveEnv=\"0\" x=\"123\" y=\"50\" hwType=\"RFP 45\"/></CreateRFP>");
  g_assert_cmpstr (
      g_ptr_array_index (requests, requests->len - 3), ==,
      "<CreateFixedPP seq=\"4\"><user num=\"4101\" name=\"Anna &#60;&#38;&#62;\" addId=\"77\" "
      "sipAuthId=\"anna\"/><pp ipei=\"" IPEI_A "\"/></CreateFixedPP>");
  g_assert_cmpstr (g_ptr_array_index (requests, requests->len - 2), ==,
                   "<CreatePPUser seq=\"5\"><user num=\"4102\" name=\"Bert\"/></CreatePPUser>");
  g_assert_cmpstr (g_ptr_array_index (requests, requests->len - 1), ==,
                   "<CreatePPDev seq=\"6\"><pp ipei=\"" IPEI_B "\"/></CreatePPDev>");

  again = plan_for (omm, profile, snapshot);
  g_assert_cmpint (again->steps->len, ==, 0);
  g_assert_cmpint (again->notes->len, ==, 1);
}

/* Only what differs is sent, and what the plan leaves open stays. */
static void
test_change (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectAxiPlan) plan = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  axi_omm_add (omm, "<rfp id='7' ethAddr='00:30:42:00:00:01' name='Old' hierarchy1='House' "
                    "hierarchy2='Ground' hierarchy3='Lab' dectOn='1' cluster='2' preferredSync='1' "
                    "reflectiveEnv='0' x='9' y='50' pagingArea='3'/>");
  axi_omm_add (omm, "<rfp id='8' ethAddr='00:30:42:00:00:02' name='B' dectOn='1' cluster='1' "
                    "preferredSync='0' reflectiveEnv='0'/>");
  axi_omm_add (
      omm, "<user uid='3' ppn='9' num='4101' name='Anna &lt;&amp;&gt;' addId='77' sipAuthId='a'/>");
  axi_omm_add (omm, "<pp ppn='9' uid='3' ipei='00077 0115484 2'/>");
  axi_omm_add (omm, "<user uid='4' num='4102' name='Bert'/>");
  axi_omm_add (omm, "<pp ppn='10' ipei='03074 0220259 3'/>");

  plan = plan_for (omm, profile, snapshot);
  g_assert_cmpint (plan->steps->len, ==, 2);
  summary = dect_axi_step_dup_summary (step_of (plan, 0));
  assert_holds (summary, "Old → A");
  assert_holds (summary, "9 → 123");
  g_assert_cmpint (step_of (plan, 0)->changes->len, ==, 2);
  g_assert_true (push (profile, plan, NULL, &error));
  requests = axi_omm_list_requests (omm);
  g_assert_cmpstr (g_ptr_array_index (requests, requests->len - 2), ==,
                   "<SetRFP seq=\"2\"><rfp id=\"7\" name=\"A\" x=\"123\"/></SetRFP>");
  g_assert_cmpstr (g_ptr_array_index (requests, requests->len - 1), ==,
                   "<SetPPUser seq=\"3\"><user uid=\"3\" sipAuthId=\"anna\"/></SetPPUser>");
}

/* What the OMM has besides stays there; a captured one that the plan knows is created. */
static void
test_others (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiProfile) no_drawing
      = dect_axi_profile_with (profile, "axi", "units_per_metre", "0", NULL);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectAxiPlan) plan = NULL;
  GString *notes = g_string_new (NULL);

  axi_omm_add (omm, "<captured ethAddr='00:30:42:00:00:01'/>");
  axi_omm_add (omm, "<captured ethAddr='00:30:42:00:00:99'/>");
  axi_omm_add (omm, "<rfp ethAddr='00:30:42:00:00:55' name='Gone'/>");
  axi_omm_add (omm, "<user uid='1' num='4199'/>");
  /* The number of the first handset, with another device. */
  axi_omm_add (omm, "<user uid='2' ppn='1' num='4101'/>");
  axi_omm_add (omm, "<pp ppn='1' uid='2' ipei='00077 0115485 0'/>");
  plan = plan_for (omm, no_drawing, snapshot);
  for (guint i = 0; i < plan->notes->len; i++)
    g_string_append_printf (notes, "%s\n", (const char *) g_ptr_array_index (plan->notes, i));
  assert_holds (notes->str, "00:30:42:00:00:99");
  assert_holds (notes->str, "00:30:42:00:00:55");
  assert_holds (notes->str, "Gone");
  assert_holds (notes->str, "4199");
  assert_holds (notes->str, "another device");
  g_assert_null (strstr (notes->str, "00:30:42:00:00:01"));
  g_assert_cmpint (plan->steps->len, ==, 4);
  g_assert_cmpint (step_of (plan, 0)->kind, ==, DECT_AXI_STEP_CREATE);
  for (guint i = 0; i < step_of (plan, 0)->changes->len; i++)
    {
      const DectAxiChange *change = g_ptr_array_index (step_of (plan, 0)->changes, i);

      g_assert_cmpstr (change->attribute, !=, "x");
    }
  g_string_free (notes, TRUE);
}

static void
test_secrets (void)
{
  const AxiOmmScript script = { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
  g_autoptr (DectOmmSystem) system = NULL;
  g_autoptr (DectAxiElement) user = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *device = NULL;
  g_autofree char *password = NULL;
  g_autofree char *pin = NULL;

  dect_secrets_set (secrets, IPEI_A, DECT_SECRETS_SIP_PASSWORD, "päss\"word");
  dect_secrets_set (secrets, IPEI_A, DECT_SECRETS_AC, "4711");
  dect_secrets_set (secrets, IPEI_A, "pin", "1234");
  g_assert_true (push (profile, plan, secrets, &error));
  g_assert_no_error (error);

  text = axi_omm_dup_record (omm, "user", "num", "4101");
  g_assert_null (strstr (text, "word"));
  g_assert_null (strstr (text, "1234"));
  user = dect_axi_element_parse (text, strlen (text), NULL);
  password = axi_omm_decrypt (omm, dect_axi_element_get (user, "sipPw"));
  pin = axi_omm_decrypt (omm, dect_axi_element_get (user, "pin"));
  g_assert_cmpstr (password, ==, "päss\"word");
  g_assert_cmpstr (pin, ==, "1234");
  device = axi_omm_dup_record (omm, "pp", "ipei", IPEI_A);
  assert_holds (device, "ac=\"4711\"");
  /* Nothing of it is in the plan that a person was shown. */
  for (guint i = 0; i < plan->steps->len; i++)
    for (guint j = 0; j < step_of (plan, i)->changes->len; j++)
      {
        const DectAxiChange *change = g_ptr_array_index (step_of (plan, i)->changes, j);

        g_assert_cmpstr (change->after, !=, "4711");
        g_assert_cmpstr (change->after, !=, "1234");
      }
}

/* A key of 512 bits takes 53 octets. */
static void
test_secret_too_long (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
  g_autofree char *huge = g_strnfill (54, 'p');
  g_autoptr (GError) error = NULL;

  dect_secrets_set (secrets, IPEI_A, DECT_SECRETS_SIP_PASSWORD, huge);
  g_assert_true (push (profile, plan, secrets, &error));
  g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_REFUSED), ==, 1);
  g_assert_error (step_of (plan, 2)->problem, DECT_AXI_ERROR, DECT_AXI_ERROR_ENCRYPTION);
  g_assert_null (strstr (step_of (plan, 2)->problem->message, "ppp"));
  g_assert_cmpint (axi_omm_count (omm, "CreateFixedPP"), ==, 0);
}

/* A refused record is told at its field, with the maximum; the others are written all the same. */
static void
test_refused (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A name of more than twenty");
  g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
  g_autoptr (GError) error = NULL;
  const DectAxiStep *step = step_of (plan, 0);
  const char *field;
  guint max_length;

  g_assert_true (push (profile, plan, NULL, &error));
  g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_DONE), ==, 4);
  assert_log (plan, "\"open\":0,\"done\":4,\"refused\":1");
  g_assert_cmpint (step->state, ==, DECT_AXI_STEP_REFUSED);
  g_assert_error (step->problem, DECT_AXI_ERROR, DECT_AXI_ERROR_TOO_LONG);
  g_assert_cmpstr (dect_axi_error_get_refusal (step->problem, &field, &max_length), ==, "ETooLong");
  g_assert_cmpstr (field, ==, "name");
  g_assert_cmpint (max_length, ==, 20);
  assert_holds (step->problem->message, "Name of base station");
  assert_holds (step->problem->message, "20");
}

/* The link ends at each of the writes, before or after the OMM did it: going on leads to the same
 * OMM, and nothing is there twice. */
static void
test_resume (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");

  for (gint at = 0; at <= 5; at++)
    {
      g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
      g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
      g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
      const AxiOmmScript good = { 0 };
      const AxiOmmScript cut
          = { .fault = AXI_OMM_CUT, .fault_at = (gint) axi_omm_count (omm, "") + at };
      g_autoptr (DectAxiPlan) again = NULL;
      g_autoptr (GError) error = NULL;

      axi_omm_set_script (omm, &cut);
      g_assert_false (push (profile, plan, NULL, &error));
      g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CLOSED);
      g_clear_error (&error);
      g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_DONE), ==, MAX (at - 1, 0));
      g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_REFUSED), ==, 0);

      axi_omm_set_script (omm, &good);
      g_assert_true (push (profile, plan, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (dect_axi_plan_count (plan, DECT_AXI_STEP_DONE), ==, 5);
      again = plan_for (omm, profile, snapshot);
      g_assert_cmpint (again->steps->len, ==, 0);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectSnapshot) snapshot = make_site ("name=A");
  g_autoptr (DectAxiPlan) plan = plan_for (omm, profile, snapshot);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (
      dect_axi_push_sync (profile, AXI_OMM_PASSWORD, plan, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (axi_omm_count_writes (omm), ==, 0);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);
  g_test_add_func ("/omm/axi/push/create", test_create);
  g_test_add_func ("/omm/axi/push/change", test_change);
  g_test_add_func ("/omm/axi/push/others", test_others);
  g_test_add_func ("/omm/axi/push/secrets", test_secrets);
  g_test_add_func ("/omm/axi/push/secret-too-long", test_secret_too_long);
  g_test_add_func ("/omm/axi/push/refused", test_refused);
  g_test_add_func ("/omm/axi/push/resume", test_resume);
  g_test_add_func ("/omm/axi/push/cancelled", test_cancelled);
  return g_test_run ();
}
