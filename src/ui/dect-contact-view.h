/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "pbx/dect-pbx-certificate.h"

G_BEGIN_DECLS

/**
 * DectContactView:
 *
 * The certificate of a PBX that is not trusted yet, with its fingerprint as it is compared on the telephone; where another
 * key was accepted before, both side by side. Accepting takes two deliberate steps: saying that it was compared, then the
 * button. There is no way to go on without.
 *
 * Signal: accepted (self), when the person accepted the key that is shown.
 */
#define DECT_TYPE_CONTACT_VIEW (dect_contact_view_get_type ())
G_DECLARE_FINAL_TYPE (DectContactView, dect_contact_view, DECT, CONTACT_VIEW, AdwBin)

/**
 * dect_contact_view_set:
 * @self: a view
 * @certificate: (nullable): what the PBX shows; %NULL hides the view
 * @profile: (nullable): the profile, with the key that was accepted before
 */
void dect_contact_view_set (DectContactView          *self,
                            const DectPbxCertificate *certificate,
                            DectPbxProfile           *profile);

/** dect_contact_view_get_certificate: Returns: (nullable): what is shown */
const DectPbxCertificate *dect_contact_view_get_certificate (DectContactView *self);

G_END_DECLS
