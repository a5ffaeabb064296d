// SPDX-License-Identifier: Apache-2.0
#include "pipeline/provenance.h"

#include <fmt/format.h>

#include "formats/xmp.h"

namespace lemnos {

PictureText provenance(DigitalSource source) {
    const char* const type =
        source == DigitalSource::composite ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
    return {std::string(xmp_keyword),
            fmt::format("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                        " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                        "  <rdf:Description rdf:about=\"\"\n"
                        "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                        "    xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n"
                        "    xmp:CreatorTool=\"Lemnos {}\"\n"
                        "    Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/{}\"/>\n"
                        " </rdf:RDF>\n"
                        "</x:xmpmeta>\n"
                        "<?xpacket end=\"r\"?>",
                        LEMNOS_VERSION, type)};
}

}  // namespace lemnos
